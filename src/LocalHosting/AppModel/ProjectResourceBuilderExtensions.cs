using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Sitrep.LocalHosting.AppModel;

namespace Aspire.Hosting;

/// <summary>Adds projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project with the endpoints and variables of its launchSettings.json.</summary>
    /// <typeparam name="TProject">Class of the project, written by the build.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => AddProject<TProject>(builder, name, _ => { });

    /// <summary>Adds a project.</summary>
    /// <typeparam name="TProject">Class of the project, written by the build.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="configure">Says what of its launch profile to leave out.</param>
    /// <exception cref="DistributedApplicationException">The project was not built for LocalHosting, or its launchSettings.json cannot be read.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        if (new TProject() is not IBuiltProjectMetadata project)
            throw new DistributedApplicationException($"{typeof(TProject)} does not say where its assembly is: LocalHosting needs {nameof(IBuiltProjectMetadata)}.");
        var options = new ProjectResourceOptions();
        configure(options);
        var resource = builder.AddResource(new ProjectResource(name)).WithAnnotation(new ProjectAnnotation(project.ProjectPath, project.AssemblyPath));

        var profile = options.ExcludeLaunchProfile ? null : LaunchProfile.Read(project.ProjectPath, builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
        if (profile is not { } found) return resource;
        // One endpoint a scheme: a second address of the same scheme has no name by which it could be referred to.
        foreach (var address in found.Profile.Addresses.DistinctBy(a => a.Scheme))
            resource.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, address.Scheme, address.Scheme, address.Port));
        return resource.WithAnnotation(new LaunchProfileAnnotation(found.Name)).WithAnnotation(new EnvironmentAnnotation(variables =>
        {
            variables["DOTNET_LAUNCH_PROFILE"] = found.Name;
            foreach (var (key, value) in found.Profile.EnvironmentVariables ?? [])
                variables[key] = value;
        }));
    }
}
