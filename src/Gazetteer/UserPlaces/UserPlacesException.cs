namespace Sitrep.Gazetteer.UserPlaces;

/// <summary>Rows of a file of user places are refused; nothing of the file is taken.</summary>
public sealed class UserPlacesException : FormatException
{
    /// <summary>Says nothing yet.</summary>
    public UserPlacesException()
    {
    }

    /// <summary>Says what is wrong.</summary>
    public UserPlacesException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong, and what caused it.</summary>
    public UserPlacesException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Names every bad row.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="problems">The rows, in the order of lines.</param>
    public UserPlacesException(string file, IReadOnlyList<UserPlaceProblem> problems)
        : base(string.Join(Environment.NewLine, problems.Select(p => $"{file} line {p.Line}: {p.Message}"))) => Problems = problems;

    /// <summary>Every bad row, in the order of lines; the first hundred of them.</summary>
    public IReadOnlyList<UserPlaceProblem> Problems { get; } = [];
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Message">A sentence.</param>
public sealed record UserPlaceProblem(int Line, string Message);
