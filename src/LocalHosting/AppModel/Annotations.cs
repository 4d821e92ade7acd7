using Aspire.Hosting.ApplicationModel;

namespace Sitrep.LocalHosting.AppModel;

/// <summary>Sets variables of the process; <see cref="string"/> or <see cref="IValueProvider"/> values.</summary>
internal sealed record EnvironmentAnnotation(Action<IDictionary<string, object>> Apply) : IResourceAnnotation;

/// <summary>The resource starts only when the other runs and, where <paramref name="UntilHealthy"/>, is healthy.</summary>
internal sealed record WaitAnnotation(IResource Dependency, bool UntilHealthy) : IResourceAnnotation;

/// <summary>A registered health check tells whether the resource is healthy.</summary>
internal sealed record HealthCheckAnnotation(string Key) : IResourceAnnotation;

/// <summary>A button on the page.</summary>
internal sealed record CommandAnnotation(
    string Name, string DisplayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Execute, CommandOptions Options) : IResourceAnnotation;

/// <summary>The project that a resource runs.</summary>
internal sealed record ProjectAnnotation(string ProjectPath, string AssemblyPath) : IResourceAnnotation;

/// <summary>The launch profile applied to a project: its variables.</summary>
internal sealed record LaunchProfileAnnotation(string Name) : IResourceAnnotation;

/// <summary>LocalHosting cannot run the resource; the text says why and what to do instead.</summary>
internal sealed record UnsupportedAnnotation(string Remedy) : IResourceAnnotation;
