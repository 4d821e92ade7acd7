namespace Sitrep.Language.Names;

/// <summary>The labels of the name model: for each type begin, inside, end and single, and 0 for words outside names.</summary>
internal static class NameLabels
{
    /// <summary>The types that the model tells apart; weapons come from a list, for no corpus marks them.</summary>
    public static readonly string[] Types = ["PER", "ORG", "LOC", "NORP", "MISC"];

    /// <summary>How many labels there are.</summary>
    public const int Count = 21;

    /// <summary>Outside every name.</summary>
    public const int Outside = 0;

    /// <summary>First word of a longer name of a type.</summary>
    public static int Begin(int type) => 4 * type + 1;

    /// <summary>Neither first nor last word.</summary>
    public static int Inside(int type) => 4 * type + 2;

    /// <summary>Last word of a longer name.</summary>
    public static int End(int type) => 4 * type + 3;

    /// <summary>A name of one word.</summary>
    public static int Single(int type) => 4 * type + 4;

    /// <summary>Whether a name goes on behind a word of this label.</summary>
    public static bool IsOpen(int label) => label != Outside && (label - 1) % 4 < 2;

    /// <summary>Whether <paramref name="label"/> goes on with a name that a word before has begun.</summary>
    public static bool Continues(int label) => label != Outside && (label - 1) % 4 is 1 or 2;

    /// <summary>Index of the type of a label other than <see cref="Outside"/>.</summary>
    public static int Type(int label) => (label - 1) / 4;

    /// <summary>Whether <paramref name="next"/> may follow <paramref name="label"/>.</summary>
    public static bool MayFollow(int label, int next) => IsOpen(label) ? Continues(next) && Type(next) == Type(label) : !Continues(next);
}
