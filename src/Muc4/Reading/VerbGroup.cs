namespace Sitrep.Muc4.Reading;

/// <summary>A verb with its auxiliaries.</summary>
/// <param name="Start">First token.</param>
/// <param name="Main">The verb itself.</param>
/// <param name="Lemma">Its dictionary form.</param>
/// <param name="Voice">"act", "pas", "inf", "ger" or "bare" (a past participle without auxiliary).</param>
/// <param name="Hedged">A modal, "not" or a condition stands before it.</param>
internal sealed record VerbGroup(int Start, int Main, string Lemma, string Voice, bool Hedged);
