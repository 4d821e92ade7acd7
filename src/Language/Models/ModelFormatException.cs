namespace Sitrep.Language.Models;

/// <summary>A model file that cannot be used: no model, another version, damaged or another model than was asked for.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Says what is wrong with the file.</summary>
    public ModelFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the file, and what was met on reading.</summary>
    public ModelFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
