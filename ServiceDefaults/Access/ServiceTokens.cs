using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;
using Sitrep.Access;

namespace Sitrep.ServiceDefaults.Access;

/// <summary>Shows this service's own token to the services it calls, where callers are asked for one.</summary>
internal sealed class ServiceTokens(IOptions<AccessOptions> options, TimeProvider time, string service) : Interceptor
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>A file is read anew this often, for whoever mounts it renews it there; a token of our own is renewed well before its end.</summary>
    private static readonly TimeSpan FileAge = TimeSpan.FromMinutes(1);

    private readonly AccessOptions _options = options.Value;
    private volatile Held? _held;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Signed(context));

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Signed(context));

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Signed(context));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Signed(context));

    private ClientInterceptorContext<TRequest, TResponse> Signed<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        if (!_options.IsOn || Token() is not { } token)
        {
            return context;
        }

        var headers = new Metadata();
        foreach (var entry in context.Options.Headers ?? [])
        {
            headers.Add(entry);
        }

        headers.Add("authorization", "Bearer " + token);
        return new(context.Method, context.Host, context.Options.WithHeaders(headers));
    }

    /// <summary>Null where this service has nothing to show; the other side then says so.</summary>
    private string? Token()
    {
        var now = time.GetUtcNow();
        if (_held is { } held && now < held.Until)
        {
            return held.Token;
        }

        Held? fresh = _options switch
        {
            { TokenFile.Length: > 0 } => new(File.ReadAllText(_options.TokenFile).Trim(), now + FileAge),
            { KeyFile.Length: > 0 } => new(
                AccessTokens.Create(AccessKey.ReadOrCreate(_options.KeyFile), service, [AccessRoles.Service], now, Lifetime, _options.Audience), now + (Lifetime / 2)),
            _ => null,
        };
        _held = fresh;
        return fresh?.Token;
    }

    private sealed record Held(string Token, DateTimeOffset Until);
}
