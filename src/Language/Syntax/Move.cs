namespace Sitrep.Language.Syntax;

/// <summary>The moves of the arc-hybrid system. Models depend on the order.</summary>
internal enum Move
{
    /// <summary>The next word goes onto the stack.</summary>
    Shift,
    /// <summary>The top of the stack depends on the next word, and leaves.</summary>
    Left,
    /// <summary>The top of the stack depends on the word below it, and leaves.</summary>
    Right,
}
