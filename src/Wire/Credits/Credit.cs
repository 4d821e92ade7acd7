using Sitrep.Language;

namespace Sitrep.Wire.Credits;

/// <summary>Somebody whom a text names as where it comes from.</summary>
/// <param name="Name">As written, "Reuters".</param>
/// <param name="Span">Where it stands.</param>
public sealed record Credit(string Name, TextSpan Span);
