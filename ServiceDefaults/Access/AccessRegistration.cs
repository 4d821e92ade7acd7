using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;
using Sitrep.Access;

namespace Sitrep.ServiceDefaults.Access;

/// <summary>Registers what asks callers who they are.</summary>
internal static class AccessRegistration
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidOperationException">The configuration means nothing: tokens are wanted and nobody is trusted to make them.</exception>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section);
        builder.Services.TryAddSingleton<AccessGate>();
        var options = builder.Configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() ?? new AccessOptions();
        if (!options.IsOn)
        {
            return;
        }

        if (options is { Authority.Length: 0, KeyFile.Length: 0 })
        {
            throw new InvalidOperationException(
                "Authentication:Mode=Jwt needs Authentication:Authority (an OpenID Connect provider) or Authentication:KeyFile (this installation's own key).");
        }

        // Here and not at the first call: a key that cannot be read stops the start.
        var key = options.KeyFile.Length > 0 ? AccessKey.ReadOrCreate(options.KeyFile) : null;
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.Authority = options.Authority.Length > 0 ? options.Authority : null;
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = options.Audience,
                NameClaimType = options.NameClaim,
                RoleClaimType = options.RoleClaim,
                ClockSkew = ClockSkew,
            };
            if (key is not null)
            {
                bearer.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(key.Value);
                bearer.TokenValidationParameters.ValidIssuer = AccessTokens.Issuer;
            }
        });
    }
}
