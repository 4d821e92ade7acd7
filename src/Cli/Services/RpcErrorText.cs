using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Sitrep.Cli.Rendering;
using Sitrep.Cli.Terminal;
using Status = Google.Rpc.Status;

namespace Sitrep.Cli.Services;

/// <summary>Says what a service answered where it did not do what was asked: status, reason, every field violation, when to try again.</summary>
internal static class RpcErrorText
{
    public static (int ExitCode, string Message) Describe(RpcException exception, IReadOnlyList<(ServiceName Service, string Address)> opened)
    {
        if (Unreachable(exception, opened) is { } message)
            return (ExitCode.NotAvailable, message);
        var status = StatusOf(exception);
        var missing = exception.StatusCode is StatusCode.Unavailable or StatusCode.Unimplemented;
        return (missing ? ExitCode.NotAvailable : ExitCode.Failed, Describe(status));
    }

    /// <summary>"message (INVALID_ARGUMENT, reason TEXT_EMPTY)", and a line for each field that was wrong.</summary>
    public static string Describe(Status status)
    {
        var info = Detail<ErrorInfo>(status);
        var text = new StringBuilder(SafeText.Line(status.Message.Length > 0 ? status.Message : "the service gave no message"));
        text.Append(CultureInfo.InvariantCulture, $" ({Name(status.Code)}");
        if (info is { Reason.Length: > 0 })
            text.Append(CultureInfo.InvariantCulture, $", reason {SafeText.Line(info.Reason)}");
        text.Append(')');
        // A service may put its only violation into the message; said once is enough.
        var message = text.ToString();
        foreach (var violation in (Detail<BadRequest>(status)?.FieldViolations ?? []).Where(v => !message.Contains($"{SafeText.Line(v.Field)}: {SafeText.Line(v.Description)}", StringComparison.Ordinal)))
            text.Append(CultureInfo.InvariantCulture, $"\n  {SafeText.Line(violation.Field)}: {SafeText.Line(violation.Description)}");
        if (Detail<RetryInfo>(status)?.RetryDelay is { } delay)
            text.Append(CultureInfo.InvariantCulture, $"\n  try again in {delay.ToTimeSpan().TotalSeconds:0.#} s");
        return text.ToString();
    }

    /// <summary>The rich status where the service sent one, else the plain one.</summary>
    public static Status StatusOf(RpcException exception)
    {
        try
        {
            if (exception.GetRpcStatus() is { } rich)
                return rich;
        }
        catch (InvalidProtocolBufferException)
        {
            // Trailers of something that is no Sitrep service; the plain status says enough.
        }
        return new Status { Code = (int)exception.StatusCode, Message = exception.Status.Detail };
    }

    /// <summary>Not an answer: nobody was there to give one.</summary>
    private static string? Unreachable(RpcException exception, IReadOnlyList<(ServiceName Service, string Address)> opened)
    {
        if (exception.StatusCode is not (StatusCode.Unavailable or StatusCode.Internal))
            return null;
        for (var cause = exception.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            // Before a connection stands, gRPC gives the socket's error; later, the HTTP client's.
            if (cause is not (HttpRequestException or SocketException))
                continue;
            // Connection failures name host and port; of several services only the one that failed is told.
            var message = cause.Message;
            var named = opened.Where(o => Names(message, o.Address)).ToList();
            var told = (named.Count > 0 ? named : opened).ToList();
            var services = string.Join(" or ", told.Select(o => $"the {o.Service.Name} service at {o.Address}"));
            var ways = string.Join(", ", told.Select(o => $"{o.Service.Option} or {o.Service.Variable}"));
            return $"cannot reach {services}: {SafeText.Line((cause.InnerException ?? cause).Message)}\n  Does the AppHost run? Another address: {ways}.";
        }
        return null;
    }

    private static bool Names(string message, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && message.Contains(uri.Authority, StringComparison.OrdinalIgnoreCase);

    private static T? Detail<T>(Status status)
        where T : class, IMessage<T>, new()
    {
        foreach (var detail in status.Details)
        {
            try
            {
                if (detail.TryUnpack<T>(out var message))
                    return message;
            }
            catch (InvalidProtocolBufferException)
            {
                // A detail that cannot be read says nothing; the rest still does.
            }
        }
        return null;
    }

    /// <summary>"INVALID_ARGUMENT".</summary>
    private static string Name(int code) => Words.Of((StatusCode)code).Replace(' ', '_').ToUpperInvariant();
}
