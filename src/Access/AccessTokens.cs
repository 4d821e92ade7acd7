using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sitrep.Access;

/// <summary>Tokens that a local installation makes for itself (RFC 7519, HS256).</summary>
public static class AccessTokens
{
    /// <summary>Issuer of local tokens.</summary>
    public const string Issuer = "sitrep-local";

    /// <summary>Audience, unless configuration names another.</summary>
    public const string Audience = "sitrep";

    /// <summary>The claim with the caller's name, which stands on every correction.</summary>
    public const string NameClaim = "sub";

    /// <summary>A signed token.</summary>
    /// <param name="key">The installation's key.</param>
    /// <param name="name">Who calls.</param>
    /// <param name="roles">Of <see cref="AccessRoles"/>; at least one.</param>
    /// <param name="from">When it begins to hold.</param>
    /// <param name="lifetime">How long it holds.</param>
    /// <param name="audience">Audience; <see cref="Audience"/> unless the services are configured otherwise.</param>
    /// <exception cref="ArgumentException">No role, an unknown one, no name, or a lifetime that is not positive.</exception>
    public static string Create(AccessKey key, string name, IReadOnlyCollection<string> roles, DateTimeOffset from, TimeSpan lifetime, string audience = Audience)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        if (roles.Count == 0 || roles.FirstOrDefault(role => !AccessRoles.All.Contains(role)) is not null)
            throw new ArgumentException($"Roles are {string.Join(", ", AccessRoles.All)}.", nameof(roles));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            IssuedAt = from.UtcDateTime,
            NotBefore = from.UtcDateTime,
            Expires = (from + lifetime).UtcDateTime,
            Claims = new Dictionary<string, object> { [NameClaim] = name, [AccessRoles.Claim] = roles.ToArray() },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key.Value), SecurityAlgorithms.HmacSha256),
        });
    }
}
