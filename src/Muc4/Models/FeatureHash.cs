namespace Sitrep.Muc4.Models;

/// <summary>Features are 32 bits of FNV-1a over their names, so that models need not carry words.</summary>
internal static class FeatureHash
{
    public static uint Of(string prefix, string value)
    {
        var hash = 2166136261u;
        foreach (var c in prefix)
            hash = (hash ^ c) * 16777619u;
        hash = (hash ^ '=') * 16777619u;
        foreach (var c in value)
            hash = (hash ^ c) * 16777619u;
        return Mix(hash);
    }

    /// <summary>The feature together with a condition.</summary>
    public static uint With(uint feature, uint condition) => Mix(feature * 31 + condition * 2654435761u + 17);

    private static uint Mix(uint h)
    {
        h ^= h >> 16;
        h *= 0x85ebca6b;
        h ^= h >> 13;
        h *= 0xc2b2ae35;
        return h ^ (h >> 16);
    }
}
