namespace Sitrep.ServiceDefaults.Access;

/// <summary>ErrorInfo reasons of calls that are refused for who makes them.</summary>
public static class AccessReasons
{
    /// <summary>UNAUTHENTICATED: no bearer token.</summary>
    public const string TokenMissing = "TOKEN_MISSING";

    /// <summary>UNAUTHENTICATED: the token held once.</summary>
    public const string TokenExpired = "TOKEN_EXPIRED";

    /// <summary>UNAUTHENTICATED: the token is for another audience.</summary>
    public const string TokenWrongAudience = "TOKEN_WRONG_AUDIENCE";

    /// <summary>UNAUTHENTICATED: not a token, or signed by nobody who is trusted, or of another issuer.</summary>
    public const string TokenInvalid = "TOKEN_INVALID";

    /// <summary>PERMISSION_DENIED: the caller has none of the roles in the metadata `roles`.</summary>
    public const string RoleMissing = "ROLE_MISSING";
}
