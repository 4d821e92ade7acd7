namespace Sitrep.LocalHosting.TestApp;

/// <summary>This program as a service: what the build writes for real projects.</summary>
public sealed class TestService : IBuiltProjectMetadata
{
    /// <inheritdoc/>
    public string ProjectPath => Path.Combine(AppContext.BaseDirectory, "none.csproj");

    /// <inheritdoc/>
    public string AssemblyPath => Path.Combine(AppContext.BaseDirectory, "Sitrep.LocalHosting.TestApp.dll");
}
