using System.Reflection;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sitrep.LocalHosting.AppModel;

/// <summary>Collects the topology over the host that will run it.</summary>
internal sealed partial class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static int s_saysFaultsPlainly;
    private readonly WebApplicationBuilder _host;
    private readonly List<IResource> _resources = [];

    public DistributedApplicationBuilder(string[] args)
    {
        SayFaultsPlainly();
        AppHostDirectory = FindAppHostDirectory();
        _host = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppHostDirectory, ApplicationName = "AppHost" });
        // Aspire's own tooling asks for a publish in these words.
        ExecutionContext = new(_host.Configuration["operation"] == "publish" || _host.Configuration["publisher"] is not null);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (resource.Name.Length > 64 || !ResourceName().IsMatch(resource.Name))
            throw new DistributedApplicationException($"'{resource.Name}' is no resource name: ASCII letters, digits and single hyphens, a letter first, at most 64.");
        if (_resources.Exists(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"Two resources are called '{resource.Name}'.");
        _resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build() => new(_host, _resources);

    /// <summary>The build notes where the AppHost's project lies; without the note, as in tests, the working directory stands for it.</summary>
    private static string FindAppHostDirectory()
    {
        var project = Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "apphostprojectpath")?.Value;
        return Directory.Exists(project) ? project : System.Environment.CurrentDirectory;
    }

    /// <summary>A fault of the settings shows as its message and exit code 1, not as a crash, wherever the topology throws it.</summary>
    private static void SayFaultsPlainly()
    {
        if (Interlocked.Exchange(ref s_saysFaultsPlainly, 1) == 1) return;
        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (unhandled.ExceptionObject is not DistributedApplicationException fault) return;
            Console.Error.WriteLine(fault.Message);
            System.Environment.Exit(1);
        };
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResourceName();

    private sealed class ResourceBuilder<T>(IDistributedApplicationBuilder builder, T resource) : IResourceBuilder<T>
        where T : IResource
    {
        public IDistributedApplicationBuilder ApplicationBuilder { get; } = builder;

        public T Resource { get; } = resource;

        public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation)
            where TAnnotation : IResourceAnnotation
        {
            Resource.Annotations.Add(annotation);
            return this;
        }
    }
}
