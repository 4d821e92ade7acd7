using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Sitrep.ServiceDefaults.Errors;

/// <summary>
/// Calls whose message could not be read fail inside the gRPC server, before any interceptor, as UNKNOWN or INTERNAL without details.
/// The caller shall hear that the message was at fault, so the answer, not yet sent, is written anew here.
/// </summary>
internal sealed class UnreadMessageStatus(ErrorDetails details)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted
            || context.Items.ContainsKey(StatusInterceptor.ReachedHandler)
            || !int.TryParse(context.Response.Headers[StatusHeaders.Code], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return;
        }

        var status = (StatusCode)code switch
        {
            StatusCode.Unknown or StatusCode.Internal => details.Of(
                StatusCode.InvalidArgument, CommonReasons.MalformedMessage, "The message is no valid protobuf, or a string in it is not UTF-8."),
            StatusCode.ResourceExhausted => details.Of(
                StatusCode.ResourceExhausted, CommonReasons.MessageTooLarge, "The message is larger than this service takes."),
            _ => null,
        };
        if (status is null)
        {
            return;
        }

        StatusHeaders.Write(context.Response, status);
    }
}
