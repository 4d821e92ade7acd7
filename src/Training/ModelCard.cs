using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sitrep.Training;

/// <summary>What a model file says of itself.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Method">How it was learned.</param>
/// <param name="Data">What it learned from.</param>
/// <param name="Licence">Of the weights, as the data asks for.</param>
/// <param name="Split">What was learned from and what was scored on.</param>
/// <param name="Seed">Seed of every random choice.</param>
/// <param name="Command">Trains it again, bit for bit.</param>
/// <param name="Date">When.</param>
/// <param name="Scores">Measured on the development data.</param>
/// <param name="ClassAScores">The same after learning from permissively licensed data only.</param>
internal sealed record ModelCard(
    string Model, string Method, string Data, string Licence, string Split, ulong Seed, string Command, string Date,
    IReadOnlyDictionary<string, double> Scores, IReadOnlyDictionary<string, double>? ClassAScores)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The card as JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
