using Sitrep.Language.Models;

namespace Sitrep.Language.Names;

/// <summary>The model that is part of this library, read once when it is first asked for.</summary>
internal static class NameModels
{
    private static readonly Lazy<NameModel> Shipped = new(() => NameModel.Read(ModelFile.Embedded(NameModel.ModelName)));

    /// <summary>The model.</summary>
    public static NameModel Default => Shipped.Value;
}
