using System.Text.Json;
using Aspire.Hosting;

namespace Sitrep.LocalHosting.Running;

/// <summary>What a running AppHost tells others about itself, in <c>endpoints.json</c> of its data directory.</summary>
/// <param name="Pid">Its process; where that is gone, the file is a leftover.</param>
/// <param name="Page">Address of the local page.</param>
/// <param name="Endpoints">Address of every endpoint, by resource; <c>resource/endpoint</c> where a resource has more than one.</param>
/// <param name="Environment">Variables to set for the `sitrep` tool.</param>
internal sealed record EndpointsFile(int Pid, string Page, IReadOnlyDictionary<string, string> Endpoints, IReadOnlyDictionary<string, string> Environment);

/// <summary>The folder in which an application keeps its databases; one AppHost at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string FileName = "endpoints.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly string _path;
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>Makes the folder where it is missing and locks it; the kernel frees the lock with the process, however that ends.</summary>
    /// <exception cref="DistributedApplicationException">Another AppHost has it, or it cannot be written.</exception>
    public static DataDirectory Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new(path, new FileStream(Path.Combine(path, "apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DistributedApplicationException($"The data directory {path} cannot be written. Set SITREP_DATA to one that can.", e);
        }
        catch (IOException e) when (File.Exists(Path.Combine(path, "apphost.lock")))
        {
            var owner = ReadEndpoints(path) is { } other ? $" (process {other.Pid}, page {other.Page})" : "";
            throw new DistributedApplicationException(
                $"The data directory {path} is in use by another AppHost{owner}. Stop that one, or run this one beside it with a directory of its own: SITREP_DATA=DIRECTORY dotnet run --project AppHost", e);
        }
        catch (IOException e)
        {
            throw new DistributedApplicationException($"The data directory {path} cannot be made: {e.Message} Set SITREP_DATA to another.", e);
        }
    }

    /// <summary>Writes <c>endpoints.json</c>, whole or not at all.</summary>
    public void WriteEndpoints(EndpointsFile endpoints)
    {
        var file = Path.Combine(_path, FileName);
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(endpoints, Json));
        File.Move(file + ".new", file, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_path, FileName));
        _lock.Dispose();
    }

    private static EndpointsFile? ReadEndpoints(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<EndpointsFile>(File.ReadAllBytes(Path.Combine(path, FileName)), Json);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
