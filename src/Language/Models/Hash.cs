using System.Runtime.CompilerServices;

namespace Sitrep.Language.Models;

/// <summary>Hashes of words and features. The same on every machine; models depend on them, so a change is a new model version.</summary>
internal static class Hash
{
    /// <summary>Bits of a feature's key: few enough that keys are cheap to store, so many that two features seldom share one.</summary>
    public const int KeyBits = 28;

    /// <summary>The hash of a piece of text.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return Finish(hash);
    }

    /// <summary>The key of the feature that template <paramref name="template"/> makes of one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key(uint template, uint value)
    {
        var hash = ((ulong)value + 0x9E3779B97F4A7C15ul) * (0xBF58476D1CE4E5B9ul + (template * 0x94D049BB133111EBul));
        return ((uint)(hash >> 32) ^ (uint)hash) >> (32 - KeyBits);
    }

    /// <summary>The key of the feature that template <paramref name="template"/> makes of two values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key(uint template, uint first, uint second) => Key(template, Pair(first, second));

    /// <summary>The key of the feature that template <paramref name="template"/> makes of three values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key(uint template, uint first, uint second, uint third) => Key(template, Pair(Pair(first, second), third));

    /// <summary>Two values as one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pair(uint first, uint second)
    {
        var hash = (((ulong)first << 32) | second) * 0xD6E8FEB86659FD93ul;
        return (uint)(hash >> 32) ^ (uint)hash;
    }

    private static uint Finish(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6Bu;
        hash ^= hash >> 13;
        return hash;
    }
}
