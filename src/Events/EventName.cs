using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sitrep.Events;

/// <summary>
/// Names of events: `events/` and sixteen lower-case hex digits, a number of 63 bits. The number is the key in the store, so the order of
/// names is the order of keys.
/// </summary>
internal static class EventName
{
    public const string Collection = "events/";
    private const int Digits = 16;

    /// <summary>Name of a number.</summary>
    public static string Of(long id) => Collection + id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The number of a name; false where no event can have such a name.</summary>
    public static bool TryParse(string name, out long id)
    {
        id = 0;
        return name.Length == Collection.Length + Digits
            && name.StartsWith(Collection, StringComparison.Ordinal)
            && !name.AsSpan(Collection.Length).ContainsAnyInRange('A', 'F')
            && long.TryParse(name.AsSpan(Collection.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
            && id >= 0;
    }

    /// <summary>The number of an event that is seen for the first time.</summary>
    /// <param name="report">`reports/{report}`; empty for text that was not submitted.</param>
    /// <param name="triggerStart">Where its first trigger starts.</param>
    /// <param name="attempt">0; counts on where the number belongs to another event already.</param>
    public static long Hash(string report, int triggerStart, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{report}\n{triggerStart}\n{attempt}")));
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }
}
