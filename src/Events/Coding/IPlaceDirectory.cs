namespace Sitrep.Events.Coding;

/// <summary>Which places the gazetteer has.</summary>
internal interface IPlaceDirectory
{
    /// <summary>Those of the names (`places/{place}`) that the gazetteer does not have.</summary>
    /// <exception cref="Grpc.Core.RpcException">UNAVAILABLE or DEADLINE_EXCEEDED: the gazetteer cannot be asked.</exception>
    Task<IReadOnlySet<string>> FindUnknownAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Those of the places that the gazetteer has, by name.</summary>
    /// <exception cref="Grpc.Core.RpcException">UNAVAILABLE or DEADLINE_EXCEEDED: the gazetteer cannot be asked.</exception>
    Task<IReadOnlyDictionary<string, Geo.V1.Place>> GetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);
}
