using Sitrep.Access;

namespace Sitrep.ServiceDefaults.Access;

/// <summary>How callers say who they are: section `Authentication`.</summary>
public sealed class AccessOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Authentication";

    /// <summary>
    /// `Jwt`: every call but health needs a bearer token with a role. `None`: nobody is asked, on any address. Unset: nobody is asked, and the
    /// service listens on loopback only.
    /// </summary>
    public AccessMode? Mode { get; set; }

    /// <summary>Address of an OpenID Connect provider whose tokens count; none where empty.</summary>
    public string Authority { get; set; } = "";

    /// <summary>File with this installation's own key (<see cref="AccessKey"/>): tokens of `sitrep token` count, and services sign theirs with it.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>What a token must name as its audience.</summary>
    public string Audience { get; set; } = AccessTokens.Audience;

    /// <summary>File with the token that this service shows to others, read anew as it changes; where there is a <see cref="KeyFile"/>, none is needed.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>Claim with the caller's roles.</summary>
    public string RoleClaim { get; set; } = AccessRoles.Claim;

    /// <summary>Claim with the caller's name.</summary>
    public string NameClaim { get; set; } = AccessTokens.NameClaim;

    /// <summary>Whether callers are asked who they are.</summary>
    internal bool IsOn => Mode == AccessMode.Jwt;
}

/// <summary>Whether callers are asked who they are.</summary>
public enum AccessMode
{
    /// <summary>Nobody is asked.</summary>
    None,

    /// <summary>A bearer token with a role.</summary>
    Jwt,
}
