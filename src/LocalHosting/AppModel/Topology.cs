using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Sitrep.LocalHosting.AppModel;

/// <summary>Checks a topology before anything of it starts.</summary>
internal static class Topology
{
    /// <exception cref="DistributedApplicationException">It cannot run here; every reason at once.</exception>
    public static void Check(IReadOnlyList<IResource> resources, IReadOnlySet<string> healthCheckKeys)
    {
        var faults = new List<string>();
        foreach (var resource in resources)
        {
            faults.AddRange(resource.Annotations.OfType<UnsupportedAnnotation>().Select(u => u.Remedy));
            faults.AddRange(resource.Annotations.OfType<HealthCheckAnnotation>().Where(h => !healthCheckKeys.Contains(h.Key))
                .Select(h => $"'{resource.Name}' is watched by the health check '{h.Key}', which is not registered."));
            faults.AddRange(resource.Annotations.OfType<ProjectAnnotation>().Where(p => !File.Exists(p.AssemblyPath))
                .Select(p => $"'{resource.Name}' is not built: {p.AssemblyPath} is missing. Build the AppHost, which builds it too."));
            if (Waits(resource).Any(d => !resources.Contains(d)))
                faults.Add($"'{resource.Name}' waits for a resource that is not part of the application.");
        }

        if (resources.FirstOrDefault(r => DependsOn(r, r, [])) is { } circular)
            faults.Add($"'{circular.Name}' waits for itself by way of others: nothing of that circle would ever start.");
        if (faults.Count > 0) throw new DistributedApplicationException(string.Join(Environment.NewLine, faults));
    }

    private static bool DependsOn(IResource resource, IResource wanted, HashSet<IResource> seen) =>
        Waits(resource).Any(d => d == wanted || (seen.Add(d) && DependsOn(d, wanted, seen)));

    private static IEnumerable<IResource> Waits(IResource resource) => resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Dependency);
}
