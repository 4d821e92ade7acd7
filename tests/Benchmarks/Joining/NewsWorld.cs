namespace Sitrep.Benchmarks.Joining;

/// <summary>A town that things happen in.</summary>
internal sealed record Town(string Name, string Described, string Province, string Country);

/// <summary>Something that happened, as the benchmark knows it.</summary>
internal sealed record Happening
{
    /// <summary>Names it in the truth.</summary>
    public required int Id { get; init; }

    /// <summary>Of <see cref="Sentences"/>: bombing, raid, protest.</summary>
    public required string Kind { get; init; }

    public required Town Town { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>What was hit, in several words for the same.</summary>
    public required string[] Target { get; init; }

    /// <summary>Who did it, in several words for the same.</summary>
    public required string[] Actor { get; init; }

    public required int Killed { get; init; }

    public required int Injured { get; init; }

    /// <summary>Of a kidnapping, a killing, an arrest.</summary>
    public required string Person { get; init; }
}

/// <summary>What the world of the benchmark has in it. Towns are real, all else is made up.</summary>
internal static class NewsWorld
{
    public static readonly Town[] Towns =
    [
        new("Kunduz", "the northern Afghan city of Kunduz", "Kunduz", "Afghanistan"),
        new("Imam Sahib", "the Afghan town of Imam Sahib", "Kunduz", "Afghanistan"),
        new("Kandahar", "the southern Afghan city of Kandahar", "Kandahar", "Afghanistan"),
        new("Jalalabad", "the eastern Afghan city of Jalalabad", "Nangarhar", "Afghanistan"),
        new("Herat", "the western Afghan city of Herat", "Herat", "Afghanistan"),
        new("Mosul", "the northern Iraqi city of Mosul", "Nineveh", "Iraq"),
        new("Kirkuk", "the Iraqi city of Kirkuk", "Kirkuk", "Iraq"),
        new("Fallujah", "the Iraqi city of Fallujah", "Anbar", "Iraq"),
        new("Ramadi", "the western Iraqi city of Ramadi", "Anbar", "Iraq"),
        new("Basra", "the southern Iraqi port of Basra", "Basra", "Iraq"),
        new("Maiduguri", "the northeastern Nigerian city of Maiduguri", "Borno", "Nigeria"),
        new("Bama", "the Nigerian town of Bama", "Borno", "Nigeria"),
        new("Jos", "the central Nigerian city of Jos", "Plateau", "Nigeria"),
        new("Peshawar", "the northwestern Pakistani city of Peshawar", "Khyber Pakhtunkhwa", "Pakistan"),
        new("Quetta", "the southwestern Pakistani city of Quetta", "Balochistan", "Pakistan"),
        new("Karachi", "Pakistan's largest city, Karachi", "Sindh", "Pakistan"),
        new("Aleppo", "the northern Syrian city of Aleppo", "Aleppo", "Syria"),
        new("Idlib", "the Syrian city of Idlib", "Idlib", "Syria"),
        new("Homs", "the central Syrian city of Homs", "Homs", "Syria"),
        new("Mogadishu", "the Somali capital, Mogadishu", "Banadir", "Somalia"),
        new("Baidoa", "the southern Somali town of Baidoa", "Bay", "Somalia"),
        new("Cali", "the Colombian city of Cali", "Valle del Cauca", "Colombia"),
        new("Popayan", "the Colombian city of Popayan", "Cauca", "Colombia"),
        new("Khartoum", "the Sudanese capital, Khartoum", "Khartoum", "Sudan"),
    ];

    /// <summary>Different buildings; each inner array says one of them in different words.</summary>
    public static readonly string[][] Places =
    [
        ["a police station", "a police post", "police headquarters"],
        ["a crowded market", "a busy market", "the main bazaar"],
        ["a mosque", "a mosque during prayers"],
        ["a hospital", "the city's main hospital"],
        ["an army checkpoint", "a military checkpoint"],
        ["a bus station", "the central bus terminal"],
        ["a school", "a boys' school"],
        ["a hotel", "a hotel popular with foreigners"],
        ["a court building", "the courthouse"],
        ["a bank", "a bank branch"],
        ["a wedding hall", "a wedding party"],
        ["a television station", "the offices of a broadcaster"],
    ];

    /// <summary>Who fights where.</summary>
    public static string[] FightersOf(string country) => country switch
    {
        "Afghanistan" => ["Taliban fighters", "the Taliban", "Taliban insurgents", "militants"],
        "Iraq" => ["Islamic State militants", "Islamic State", "gunmen", "insurgents"],
        "Nigeria" => ["Boko Haram militants", "Boko Haram", "suspected Islamists", "gunmen"],
        "Pakistan" => ["Pakistani Taliban militants", "the Pakistani Taliban", "gunmen", "militants"],
        "Syria" => ["rebels", "rebel fighters", "opposition fighters", "insurgents"],
        "Somalia" => ["al-Shabaab fighters", "al-Shabaab", "Islamist militants", "gunmen"],
        "Colombia" => ["FARC dissidents", "rebels", "guerrillas", "gunmen"],
        _ => ["rebels", "gunmen", "militiamen", "armed men"],
    };

    public static readonly string[] Persons =
    [
        "Karim Wardak", "Yusuf Haddad", "Daniel Okoro", "Samir Qadri", "Hamid Barakat", "Ibrahim Musa", "Carlos Mendez", "Ahmed Warsame", "Omar Saleh", "Tariq Mehmood",
        "Joseph Danjuma", "Nadir Sultani", "Farid Azimi", "Elena Rojas", "Abdi Hassan", "Mustafa Kareem",
    ];

    /// <summary>Name, id and whether others copy it.</summary>
    public static readonly (string Id, string Name, bool IsAgency)[] Outlets =
    [
        ("northwire", "Northwire", true), ("meridian", "Meridian News Agency", true), ("herald", "The Herald", false), ("courier", "Daily Courier", false),
        ("tribune", "City Tribune", false), ("voice", "Radio Voice", false), ("observer", "The Observer Post", false), ("gazette", "Evening Gazette", false),
        ("channel7", "Channel Seven", false), ("ministry", "Ministry Bulletin", false),
    ];
}
