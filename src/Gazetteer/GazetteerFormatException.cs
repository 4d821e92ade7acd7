namespace Sitrep.Gazetteer;

/// <summary>A file is no gazetteer index, is damaged, or has a format that this version does not read; or a row of a source file cannot be read.</summary>
public sealed class GazetteerFormatException : IOException
{
    /// <summary>Says nothing yet.</summary>
    public GazetteerFormatException()
    {
    }

    /// <summary>Says what is wrong.</summary>
    public GazetteerFormatException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong, and what caused it.</summary>
    public GazetteerFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
