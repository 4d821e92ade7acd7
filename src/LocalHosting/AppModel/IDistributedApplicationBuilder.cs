using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Puts an application together.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>appsettings.json, environment and command line of the AppHost, the last named winning.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Folder of the AppHost's project file.</summary>
    string AppHostDirectory { get; }

    /// <summary>Development or Production.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Services of the AppHost itself: its health checks.</summary>
    IServiceCollection Services { get; }

    /// <summary>Whether this is a run or a publish.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Adds a resource.</summary>
    /// <typeparam name="T">Kind of resource.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <exception cref="DistributedApplicationException">Its name is taken or is no resource name.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Makes the application.</summary>
    DistributedApplication Build();
}

/// <summary>Whether the AppHost runs its application or writes files to deploy it.</summary>
/// <param name="isPublishMode">True for publishing.</param>
public sealed class DistributedApplicationExecutionContext(bool isPublishMode)
{
    /// <summary>Runs the application.</summary>
    public bool IsRunMode => !IsPublishMode;

    /// <summary>Writes files to deploy it; LocalHosting refuses with a message.</summary>
    public bool IsPublishMode { get; } = isPublishMode;
}

/// <summary>The topology or the machine does not allow what is asked; the message says what to do. Shown without a stack trace.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">What it came from.</param>
public sealed class DistributedApplicationException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A project of the solution; the build writes one class per project, <c>Projects.Name</c>.</summary>
public interface IProjectMetadata
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }
}

/// <summary>What LocalHosting needs beyond Aspire's contract to start a project that is built already.</summary>
public interface IBuiltProjectMetadata : IProjectMetadata
{
    /// <summary>Full path of the project's assembly.</summary>
    string AssemblyPath { get; }
}

/// <summary>How a project is added.</summary>
public sealed class ProjectResourceOptions
{
    /// <summary>Leaves launchSettings.json out: no endpoint, no variables from it.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}
