using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Sitrep.LocalHosting.Page;

/// <summary>
/// Keeps the page to its own user's browser. It listens on loopback, but any website that the user visits can send requests there: a name
/// that the website points at 127.0.0.1 is told by the Host header, and a request made across sites lacks the token that only the page has.
/// </summary>
internal static class PageSecurity
{
    /// <summary>Header in which the page sends the token.</summary>
    public const string TokenHeader = "X-LocalHosting-Token";

    /// <summary>The token of this run.</summary>
    public static string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // Host has brackets around an IPv6 address.
        if (context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]") || context.Request.Host.Port != context.Connection.LocalPort)
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        // Fetch metadata: a browser says where a request comes from; "none" is the user's own typing.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && context.Request.Headers[TokenHeader] != Token)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        await next(context);
    }
}
