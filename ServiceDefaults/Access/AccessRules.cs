using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Sitrep.Access;
using Sitrep.Auth.V1;

namespace Sitrep.ServiceDefaults.Access;

/// <summary>Who may call which method, as the contracts' option `sitrep.auth.v1.access` has it.</summary>
public static class AccessRules
{
    private const string Health = "/grpc.health.v1.Health/";
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>?> Known = new(StringComparer.Ordinal);

    /// <summary>The roles of which one is needed, as tokens spell them, `admin` always among them.</summary>
    public static IReadOnlyList<string> RolesOf(MethodDescriptor method) =>
        [.. method.GetOptions()?.GetExtension(AccessExtensions.Access)?.Roles.Where(r => r is not (Role.Unspecified or Role.Admin)).Select(Spelled) ?? [], AccessRoles.Admin];

    /// <summary>The same for a mapped method; null where everybody may call it, which is health alone.</summary>
    internal static IReadOnlyList<string>? RolesOf(GrpcMethodMetadata method) =>
        Known.GetOrAdd(method.Method.FullName, static (name, metadata) => name.StartsWith(Health, StringComparison.Ordinal) ? null : Read(metadata), method);

    private static IReadOnlyList<string> Read(GrpcMethodMetadata method)
    {
        // The generated base class stands in the static class that has the service's descriptor.
        for (var type = method.ServiceType; type is not null; type = type.BaseType)
        {
            if (type.DeclaringType?.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is ServiceDescriptor service
                && service.FindMethodByName(method.Method.Name) is { } descriptor)
            {
                return RolesOf(descriptor);
            }
        }

        return [AccessRoles.Admin];
    }

    // Google.Protobuf's name of a value has no prefix: "Reader".
    private static string Spelled(Role role) => role.ToString().ToLowerInvariant();
}
