namespace Sitrep.GeoLookup;

/// <summary>Reasons of this service, beside those that every service gives. The README lists them, a test holds each.</summary>
internal static class GeoLookupReasons
{
    /// <summary>ErrorInfo: the gazetteer has no such entry; metadata `names` lists all that are missing.</summary>
    public const string PlaceNotFound = "PLACE_NOT_FOUND";

    /// <summary>Field: not of the form `places/{place}`.</summary>
    public const string InvalidName = "INVALID_NAME";

    /// <summary>Field: must be set.</summary>
    public const string Required = "REQUIRED";

    /// <summary>Field: longer or more than is allowed.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>Field: more entries than are allowed.</summary>
    public const string TooMany = "TOO_MANY";

    /// <summary>Field: a number outside its range, or none at all (NaN).</summary>
    public const string OutOfRange = "OUT_OF_RANGE";

    /// <summary>Field: a span that does not lie inside the text, or is empty.</summary>
    public const string SpanOutsideText = "SPAN_OUTSIDE_TEXT";

    /// <summary>Field: a span that cuts a surrogate pair in two.</summary>
    public const string SpanSplitsCharacter = "SPAN_SPLITS_CHARACTER";

    /// <summary>Field: a span that starts before the one before it ends.</summary>
    public const string SpansNotSorted = "SPANS_NOT_SORTED";

    /// <summary>Field: not two capital letters.</summary>
    public const string InvalidCountryCode = "INVALID_COUNTRY_CODE";

    /// <summary>Field: none of GeoNames' classes A H L P R S T U V.</summary>
    public const string InvalidFeatureClass = "INVALID_FEATURE_CLASS";

    /// <summary>Field: a value that the enum does not have.</summary>
    public const string UnknownValue = "UNKNOWN_VALUE";

    /// <summary>Field: a name with neither letter nor digit finds nothing.</summary>
    public const string NoLetters = "NO_LETTERS";
}
