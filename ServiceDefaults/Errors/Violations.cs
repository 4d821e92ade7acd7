using System.Text;
using Grpc.Core;

namespace Sitrep.ServiceDefaults.Errors;

/// <summary>Gathers everything that is wrong with one request, so that the caller hears it all at once.</summary>
public sealed class Violations
{
    private readonly List<FieldViolation> _found = [];

    /// <summary>Whether anything was wrong so far.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>Notes a wrong field.</summary>
    public void Add(string field, string reason, string description) => _found.Add(new FieldViolation(field, reason, description));

    /// <summary>Notes the field where <paramref name="holds"/> is false.</summary>
    public void Require(bool holds, string field, string reason, string description)
    {
        if (!holds)
        {
            Add(field, reason, description);
        }
    }

    /// <summary>Checks a text or name: present, at most so many bytes of UTF-8, without U+0000 (databases and C strings end there).</summary>
    public void CheckText(string value, string field, int maxBytes, bool required)
    {
        if (required && value.Length == 0)
        {
            Add(field, "REQUIRED", "Must not be empty.");
        }

        // More units than bytes allowed can never fit, and counting is linear, so the cheap test goes first.
        if (value.Length > maxBytes || Encoding.UTF8.GetByteCount(value) > maxBytes)
        {
            Add(field, "TOO_LONG", $"At most {maxBytes} bytes of UTF-8.");
        }

        if (value.Contains('\0'))
        {
            Add(field, "NUL_CHARACTER", "Must not hold U+0000.");
        }
    }

    /// <summary>Throws INVALID_ARGUMENT with every violation where there is any.</summary>
    /// <exception cref="SitrepException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw new SitrepException(
                StatusCode.InvalidArgument, CommonReasons.InvalidRequest, "The request is not valid: " + string.Join("; ", _found.Select(v => $"{v.Field}: {v.Description}")))
            {
                Violations = _found,
            };
        }
    }
}
