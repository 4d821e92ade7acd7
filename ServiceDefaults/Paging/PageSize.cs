using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.ServiceDefaults.Paging;

/// <summary>Reads a requested page size as the contracts have it.</summary>
public static class PageSize
{
    /// <summary>0 means the default, more than the maximum is read as the maximum, negative is a violation.</summary>
    public static int Read(int requested, int defaultSize, int maximum, Violations violations, string field = "page_size")
    {
        violations.Require(requested >= 0, field, "NEGATIVE", "Must not be negative.");
        return requested <= 0 ? defaultSize : Math.Min(requested, maximum);
    }
}
