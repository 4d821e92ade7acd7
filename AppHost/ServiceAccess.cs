using Sitrep.Access;

namespace Sitrep.AppHost;

/// <summary>Tells services to ask callers who they are, and shows the AppHost's own token to them.</summary>
internal static class ServiceAccess
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Configures a service as <see cref="AppHostSettings.KeyFile"/> has it.</summary>
    public static IResourceBuilder<ProjectResource> WithAccess(this IResourceBuilder<ProjectResource> service, AppHostSettings settings) => settings.KeyFile is { } key
        ? service.WithEnvironment("Authentication__Mode", "Jwt").WithEnvironment("Authentication__KeyFile", key)
        : service;

    /// <summary>A token for calls of the AppHost itself; null where nobody is asked.</summary>
    public static string? Token(AppHostSettings settings, string role) => settings.KeyFile is { } key
        ? AccessTokens.Create(AccessKey.ReadOrCreate(key), "apphost", [role], TimeProvider.System.GetUtcNow(), Lifetime)
        : null;
}
