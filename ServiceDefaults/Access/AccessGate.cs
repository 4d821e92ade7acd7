using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.ServiceDefaults.Access;

/// <summary>Refuses a call before its message is read, unless the caller has shown a token with one of the method's roles.</summary>
internal sealed class AccessGate(ErrorDetails details, IOptions<AccessOptions> options)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!options.Value.IsOn
            || context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not { } method
            || AccessRules.RolesOf(method) is not { } roles)
        {
            await next(context);
            return;
        }

        var shown = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!shown.Succeeded)
        {
            StatusHeaders.Write(context.Response, Unauthenticated(shown.Failure));
            return;
        }

        context.User = shown.Principal;
        if (!roles.Any(context.User.IsInRole))
        {
            var wanted = string.Join(", ", roles);
            StatusHeaders.Write(context.Response, details.Of(
                StatusCode.PermissionDenied, AccessReasons.RoleMissing, $"{method.Method.Name} needs one of the roles {wanted}.",
                new Dictionary<string, string> { ["method"] = method.Method.Name, ["roles"] = wanted }));
            return;
        }

        await next(context);
    }

    private Google.Rpc.Status Unauthenticated(Exception? failure)
    {
        var (reason, message) = failure switch
        {
            null => (AccessReasons.TokenMissing, "The call needs a bearer token in `authorization`."),
            SecurityTokenExpiredException => (AccessReasons.TokenExpired, "The token has expired."),
            SecurityTokenInvalidAudienceException => (AccessReasons.TokenWrongAudience, "The token is for another audience."),
            _ => (AccessReasons.TokenInvalid, "The token cannot be accepted: not a token, not signed by who is trusted here, or not valid yet."),
        };
        return details.Of(StatusCode.Unauthenticated, reason, message);
    }
}
