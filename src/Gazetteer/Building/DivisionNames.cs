namespace Sitrep.Gazetteer.Building;

/// <summary>The bare names of divisions: "Kunduz" for "Kunduz Province" and "Wilāyat-e Kunduz".</summary>
internal static class DivisionNames
{
    private static readonly string[] Before =
    [
        "Wilāyat-e ", "Velāyat-e ", "Wilāyat ", "Wilaya de ", "Wilaya d'", "Muḩāfaz̧at ", "Muḩāfaz̧at al ", "Muhafazat ", "Mayorality of ", "Republic of ",
        "Respublika ", "Province of ", "Provincia de ", "Provincia di ", "Province de ", "Departamento de ", "Departamento del ", "Département de ",
        "Región de ", "Région de ", "Región del ", "Estado de ", "Region of ", "State of ", "County ", "Municipio de ", "Kreis ", "Landkreis ", "Ostān-e ", "Ostan-e ",
        "Gouvernorat de ", "Gouvernorat du ", "District of ", "Misto ", "Autonomous Region of ", "Union Territory of ","Lalmanirhat ",
    ];

    private static readonly string[] After =
    [
        " Governorate", " Province", " Region", " District", " County", " Oblast", " Oblast’", " Oblasti", " Oblast'", " Krai", " Kray", " State", " Prefecture",
        " Department", " Republic", " Territory", " Division", " Parish", " Municipality", " Canton", " Voivodeship", " Autonomous Region", " Capital Region", " Autonomous Okrug",
        " Avtonomnyy Okrug", " Rayon", " Raion", " Il", " İli", " Vilayet", " Voblasc", " Voblasts", " Autonomous Oblast", " Zone", " Federal District",
        " Census Area", " Borough", " Vilāyati", " Viloyati", " Velayaty", " Metropolitan City", " Special Province", " Regional Unit", " Principality", " Emirate", " Islands Region",
    ];

    /// <summary>The name without the word for its kind; none where there is no such word.</summary>
    public static IEnumerable<string> WithoutKind(string name)
    {
        foreach (var word in Before)
        {
            if (name.StartsWith(word, StringComparison.Ordinal) && name.Length > word.Length + 2)
                yield return name[word.Length..];
        }
        foreach (var word in After)
        {
            if (name.EndsWith(word, StringComparison.Ordinal) && name.Length > word.Length + 2)
                yield return name[..^word.Length];
        }
    }
}
