using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Sitrep.ServiceDefaults.Errors;

/// <summary>Writes a status into the head of an answer that has no messages, as gRPC's trailers-only form has it.</summary>
internal static class StatusHeaders
{
    public const string Code = "grpc-status";

    public static void Write(HttpResponse response, Google.Rpc.Status status)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers[Code] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message).Replace("%20", " ", StringComparison.Ordinal);
        response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
    }
}
