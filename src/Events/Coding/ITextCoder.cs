using Sitrep.Events.V1;

namespace Sitrep.Events.Coding;

/// <summary>Reads events out of text and writes them as messages. Deterministic; safe for concurrent use.</summary>
internal interface ITextCoder
{
    /// <summary>Version of code, models, lexicons and ontology.</summary>
    string Version { get; }

    /// <summary>Codes one text of any content.</summary>
    /// <param name="input">Text and context.</param>
    /// <param name="day">Day of publication where it was written; null where unknown.</param>
    /// <param name="gazetteerVersion">The gazetteer that must resolve the toponyms.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A new message; the events need no names yet, but links must name events by the names they have.</returns>
    /// <exception cref="GazetteerChangedException">Another gazetteer answered.</exception>
    Task<CodeTextResponse> CodeAsync(TextToCode input, DateOnly? day, string gazetteerVersion, CancellationToken cancellationToken);
}
