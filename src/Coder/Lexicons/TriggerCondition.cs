namespace Sitrep.Coder.Lexicons;

/// <summary>A condition of a trigger's reading: "object:actor" is Name "object" with Argument "actor".</summary>
internal sealed record TriggerCondition(string Text, string Name, string Argument, HashSet<string> Lemmas)
{
    public static TriggerCondition Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (name, argument) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return new TriggerCondition(text, name, argument, name == "gov" ? argument.Split('+').ToHashSet(StringComparer.Ordinal) : []);
    }
}
