namespace Sitrep.Wire.Languages;

/// <summary>Scripts that news is written in.</summary>
internal enum Script
{
    Latin, Cyrillic, Arabic, Greek, Hebrew, Armenian, Georgian, Ethiopic, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Sinhala, Thai, Lao,
    Burmese, Khmer, Tibetan, Hangul, Kana, Han,
}

/// <summary>Tells the script of a letter by its block.</summary>
internal static class ScriptReader
{
    public static readonly int Count = Enum.GetValues<Script>().Length;

    /// <summary>The script; null for what is no letter of one of them.</summary>
    public static Script? Of(char c) => c switch
    {
        < 'A' => null,
        <= '\u024F' => char.IsLetter(c) ? Script.Latin : null,
        >= '\u1E00' and <= '\u1EFF' => Script.Latin,
        >= '\u0370' and <= '\u03FF' => Script.Greek,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        >= '\u0531' and <= '\u058F' => Script.Armenian,
        >= '\u05D0' and <= '\u05EA' => Script.Hebrew,
        >= '\u0620' and <= '\u074F' or >= '\uFB50' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC' => Script.Arabic,
        >= '\u0900' and <= '\u097F' => Script.Devanagari,
        >= '\u0980' and <= '\u09FF' => Script.Bengali,
        >= '\u0A00' and <= '\u0A7F' => Script.Gurmukhi,
        >= '\u0A80' and <= '\u0AFF' => Script.Gujarati,
        >= '\u0B80' and <= '\u0BFF' => Script.Tamil,
        >= '\u0C00' and <= '\u0C7F' => Script.Telugu,
        >= '\u0C80' and <= '\u0CFF' => Script.Kannada,
        >= '\u0D00' and <= '\u0D7F' => Script.Malayalam,
        >= '\u0D80' and <= '\u0DFF' => Script.Sinhala,
        >= '\u0E01' and <= '\u0E4E' => Script.Thai,
        >= '\u0E81' and <= '\u0EDF' => Script.Lao,
        >= '\u0F00' and <= '\u0FFF' => Script.Tibetan,
        >= '\u1000' and <= '\u109F' => Script.Burmese,
        >= '\u10A0' and <= '\u10FF' => Script.Georgian,
        >= '\u1200' and <= '\u137F' => Script.Ethiopic,
        >= '\u1780' and <= '\u17FF' => Script.Khmer,
        >= '\u3041' and <= '\u30FF' => Script.Kana,
        >= '\u3400' and <= '\u9FFF' => Script.Han,
        >= '\uAC00' and <= '\uD7A3' => Script.Hangul,
        _ => null,
    };

    /// <summary>The language that is meant where a script has one of the news, and null where it has several.</summary>
    public static string? SoleLanguage(Script script) => script switch
    {
        Script.Greek => "el",
        Script.Hebrew => "he",
        Script.Armenian => "hy",
        Script.Georgian => "ka",
        Script.Ethiopic => "am",
        Script.Devanagari => "hi",
        Script.Bengali => "bn",
        Script.Gurmukhi => "pa",
        Script.Gujarati => "gu",
        Script.Tamil => "ta",
        Script.Telugu => "te",
        Script.Kannada => "kn",
        Script.Malayalam => "ml",
        Script.Sinhala => "si",
        Script.Thai => "th",
        Script.Lao => "lo",
        Script.Burmese => "my",
        Script.Khmer => "km",
        Script.Tibetan => "bo",
        Script.Hangul => "ko",
        _ => null,
    };
}
