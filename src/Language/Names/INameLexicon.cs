namespace Sitrep.Language.Names;

/// <summary>
/// Further knowledge of words for the recognition of names: a gazetteer or a list of one's own. What it says is added to what the model knows; the model was
/// trained without it, so that it helps with names that the model's own lists lack. Must be safe for concurrent use and answer the same every time.
/// </summary>
public interface INameLexicon
{
    /// <summary>What a word is known as.</summary>
    /// <param name="lower">The word in lower case.</param>
    KnownAs Describe(string lower);
}

/// <summary>What a word is known as.</summary>
[Flags]
public enum KnownAs
{
    /// <summary>Nothing is known of it.</summary>
    Nothing = 0,
    /// <summary>A given name.</summary>
    GivenName = NameHints.FirstName,
    /// <summary>A given or family name.</summary>
    PersonName = NameHints.PersonName,
    /// <summary>A place by this one word.</summary>
    Place = NameHints.Place,
    /// <summary>A large or well-known place by this one word.</summary>
    GreatPlace = NameHints.GreatPlace,
    /// <summary>A people, or what is theirs.</summary>
    People = NameHints.People,
    /// <summary>A body by this one word.</summary>
    Body = NameHints.Body,
}
