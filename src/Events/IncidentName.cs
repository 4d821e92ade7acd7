using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sitrep.Events;

/// <summary>Names of incidents: `incidents/` and sixteen lower-case hex digits, a number of 63 bits, as events are named.</summary>
internal static class IncidentName
{
    public const string Collection = "incidents/";

    /// <summary>Name of a number.</summary>
    public static string Of(long id) => Collection + id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The number of a name; false where no incident can have such a name.</summary>
    public static bool TryParse(string name, out long id)
    {
        id = 0;
        return name.StartsWith(Collection, StringComparison.Ordinal) && EventName.TryParse(EventName.Collection + name[Collection.Length..], out id);
    }

    /// <summary>The number of an incident that an event is the first of.</summary>
    /// <param name="founder">Number of the event.</param>
    /// <param name="attempt">0; counts on where the number belongs to another incident already.</param>
    public static long Hash(long founder, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Collection}{founder:x16}\n{attempt}")));
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }
}
