using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Sitrep.ServiceDefaults.Errors;

/// <summary>
/// Gives every failed call a google.rpc.Status with an ErrorInfo. Logs a bug before it is translated: the gRPC server logs a thrown
/// RpcException without its cause.
/// </summary>
internal sealed partial class StatusInterceptor(ErrorDetails details, ILogger<StatusInterceptor> logger) : Interceptor
{
    /// <summary>Set on the HTTP context once a handler was reached: what fails before that failed in reading the message.</summary>
    internal static readonly object ReachedHandler = new();

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Mark(context);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (Translate(e, context) is { } translated)
        {
            throw translated;
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Mark(context);
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception e) when (Translate(e, context) is { } translated)
        {
            throw translated;
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Mark(context);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (Translate(e, context) is { } translated)
        {
            throw translated;
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Mark(context);
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception e) when (Translate(e, context) is { } translated)
        {
            throw translated;
        }
    }

    private static void Mark(ServerCallContext context) => context.GetHttpContext().Items[ReachedHandler] = true;

    private RpcException? Translate(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case SitrepException refusal:
                return details.ToStatus(refusal).ToRpcException();
            case InvalidProtocolBufferException:
                return details.Of(StatusCode.InvalidArgument, CommonReasons.MalformedMessage, "The message is no valid protobuf, or a string in it is not UTF-8.").ToRpcException();
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                // The caller is gone or the deadline has passed: gRPC itself answers CANCELLED or DEADLINE_EXCEEDED.
                return null;
            case OperationCanceledException:
                return details.Of(StatusCode.Unavailable, CommonReasons.DependencyUnavailable, "The service is stopping.").ToRpcException();
            case RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } dependency:
                LogDependencyUnavailable(context.Method, dependency.StatusCode);
                return details.DependencyUnavailable().ToRpcException();
            default:
                LogFailed(exception, context.Method);
                return details.Bug().ToRpcException();
        }
    }

    [LoggerMessage(EventId = 1, EventName = "CallFailed", Level = LogLevel.Error, Message = "{Method} failed")]
    private partial void LogFailed(Exception exception, string method);

    [LoggerMessage(EventId = 2, EventName = "DependencyUnavailable", Level = LogLevel.Warning, Message = "{Method}: a dependency answered {StatusCode}")]
    private partial void LogDependencyUnavailable(string method, StatusCode statusCode);
}
