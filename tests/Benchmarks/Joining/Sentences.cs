namespace Sitrep.Benchmarks.Joining;

/// <summary>
/// Sentences of our own, a few dozen ways to tell each kind of happening. Slots: {In} with its description, {in} the bare town, {day}, {dead} and
/// {hurt} as numbers with what is counted, {Dead} to begin a sentence, {target}, {actor}, {Actor}, {person}, {crowd}.
/// </summary>
internal static class Sentences
{
    /// <summary>How a report opens: says what, where and when.</summary>
    public static readonly Dictionary<string, string[]> Ledes = new()
    {
        ["bombing"] =
        [
            "A suicide bomber blew himself up outside {target} in {In} {day}, killing {dead} and wounding {hurt}, officials said.",
            "{Dead} were killed and {hurt} injured {day} when a car bomb exploded near {target} in {In}, police said.",
            "An explosion tore through {target} in {in} {day}, leaving {dead} dead, according to local officials.",
            "A powerful blast hit {target} in {In} {day} and killed {dead}, a hospital official said.",
            "{Dead} died in a bomb attack on {target} in {in} {day}, the governor's office said.",
            "A truck packed with explosives was detonated at {target} in {In} {day}; {dead} were killed.",
        ],
        ["airstrike"] =
        [
            "An air strike on {target} in {In} {day} killed {dead} and injured {hurt}, residents said.",
            "{Dead} were killed {day} when warplanes bombed {target} in {in}, a monitoring group said.",
            "Government jets struck {target} in {In} {day}, killing {dead}, rescue workers said.",
            "Air raids {day} on {in} left {dead} dead after a missile hit {target}, medics said.",
        ],
        ["shelling"] =
        [
            "Artillery fire hit {target} in {In} {day}, killing {dead} and wounding {hurt}, doctors said.",
            "{Dead} were killed when shells landed on {target} in {in} {day}, residents said.",
            "Shelling of {in} {day} killed {dead} at {target}, the local council said.",
            "Mortar rounds struck {target} in {In} {day}; {dead} were killed, aid workers said.",
        ],
        ["gunattack"] =
        [
            "{Actor} opened fire on {target} in {In} {day}, killing {dead} and wounding {hurt}, police said.",
            "Gunmen stormed {target} in {in} {day} and shot dead {dead}, officials said.",
            "{Dead} were shot dead {day} in an attack by {actor} on {target} in {In}.",
            "{Actor} attacked {target} in {in} {day}, killing {dead}, security sources said.",
        ],
        ["clash"] =
        [
            "{Dead} were killed {day} in clashes between the army and {actor} in {In}, the military said.",
            "Fighting between government troops and {actor} in {in} {day} left {dead} dead, officials said.",
            "The army battled {actor} in {In} {day}; {dead} were killed and {hurt} wounded.",
            "Heavy fighting broke out {day} in {in} between soldiers and {actor}, killing {dead}.",
        ],
        ["kidnapping"] =
        [
            "{Actor} kidnapped {person}, an aid worker, in {In} {day}, police said.",
            "{Person}, who works for an aid group, was abducted by armed men {day} in {in}, colleagues said.",
            "Armed men seized aid worker {person} from a car in {In} {day}, officials said.",
        ],
        ["arrest"] =
        [
            "Police arrested {person}, an opposition activist, in {In} {day}, his lawyer said.",
            "{Person}, a prominent activist, was detained {day} in {in}, rights groups said.",
            "Security forces took activist {person} into custody in {In} {day}, witnesses said.",
        ],
        ["assassination"] =
        [
            "Gunmen shot dead {person}, a local judge, in {In} {day}, police said.",
            "{Person}, a judge, was assassinated {day} in {in} by men on a motorcycle, officials said.",
            "A judge, {person}, was killed by unknown attackers in {In} {day}.",
        ],
        ["protest"] =
        [
            "Thousands of people protested in {In} {day} over {cause}, witnesses said.",
            "{Crowd} people took to the streets of {in} {day} to demonstrate against {cause}.",
            "Demonstrators marched through {In} {day} in a protest over {cause}; organisers put the crowd at {crowd}.",
        ],
        ["strike"] =
        [
            "Workers at {target} in {In} went on strike {day} over {cause}, their union said.",
            "A strike over {cause} shut {target} in {in} {day}, union officials said.",
        ],
    };

    /// <summary>What else a report says of the same deed.</summary>
    public static readonly Dictionary<string, string[]> Further = new()
    {
        ["bombing"] = ["Witnesses said the blast shattered windows across {in}.", "The attack came as {target} was crowded, a shopkeeper said.", "A doctor said {dead} had died in the explosion.", "{Actor} claimed responsibility for the bombing."],
        ["airstrike"] = ["Rescuers dug through the rubble after the strike.", "A spokesman said the raid had killed {dead}.", "The air force denied that it had bombed civilians."],
        ["shelling"] = ["A resident said the shells fell for an hour.", "The shelling killed {dead}, a doctor at a clinic said."],
        ["gunattack"] = ["The attackers fled after the shooting.", "{Actor} said they had carried out the attack.", "A medic put the toll from the attack at {dead}."],
        ["clash"] = ["An army spokesman said the fighting lasted several hours.", "Residents heard heavy gunfire during the battle."],
        ["kidnapping"] = ["Nobody has claimed the abduction.", "Colleagues said {person} was taken at gunpoint."],
        ["arrest"] = ["The lawyer said {person} was being held without charge.", "The arrest drew criticism from rights groups."],
        ["assassination"] = ["No group claimed the killing.", "The gunmen escaped after the shooting."],
        ["protest"] = ["Protesters chanted slogans and carried banners.", "Police watched the demonstration but did not intervene."],
        ["strike"] = ["The union said the walkout would go on until its demands were met.", "Managers said the strike was illegal."],
    };

    /// <summary>Told the other way round: another number, by another who counts.</summary>
    public static readonly Dictionary<string, string[]> Contradicting = new()
    {
        ["bombing"] = ["The interior ministry said {dead} were killed in the bomb attack on {target} in {In} {day}, fewer than hospitals had reported."],
        ["airstrike"] = ["The government said that its air strike on {target} in {In} {day} killed {dead} and that all were fighters."],
        ["shelling"] = ["The army said {dead} were killed by shelling at {target} in {in} {day} and blamed the other side."],
        ["gunattack"] = ["{Actor} said they killed {dead} in an attack on {target} in {In} {day}; officials gave a lower figure."],
        ["clash"] = ["{Actor} said they killed {dead} in fighting with the army in {In} {day}, a claim the military denied."],
    };

    /// <summary>Of another deed long ago or elsewhere: belongs to nothing in the truth.</summary>
    public static readonly string[] Background =
    [
        "Violence has risen across the region this year.",
        "The government has struggled to restore order since the war began.",
        "Elections are due later this year.",
        "Last year a bombing in the capital killed 63 people.",
        "The two sides have fought for more than a decade.",
        "Aid groups say thousands have fled the area.",
        "The country depends on exports of oil and cotton.",
    ];

    /// <summary>Mentions another happening of the benchmark in passing.</summary>
    public static readonly Dictionary<string, string[]> Mentions = new()
    {
        ["bombing"] = ["In a separate attack {day}, a bomb at {target} in {in} killed {dead}.", "Also {day}, a blast near {target} in {in} left {dead} dead."],
        ["airstrike"] = ["In a separate raid {day}, warplanes hit {target} in {in}, killing {dead}."],
        ["shelling"] = ["Separately, shells hit {target} in {in} {day} and killed {dead}."],
        ["gunattack"] = ["In another incident {day}, gunmen attacked {target} in {in} and killed {dead}."],
        ["clash"] = ["Separately, clashes between troops and {actor} in {in} {day} left {dead} dead."],
        ["kidnapping"] = ["In a separate incident, {person} was kidnapped in {in} {day}."],
        ["arrest"] = ["Separately, activist {person} was arrested in {in} {day}."],
        ["assassination"] = ["In another attack, {person}, a judge, was shot dead in {in} {day}."],
        ["protest"] = ["A separate protest over {cause} was held in {in} {day}."],
        ["strike"] = ["Separately, workers at {target} in {in} went on strike {day}."],
    };

    public static readonly string[] Causes = ["fuel prices", "power cuts", "unpaid wages", "the arrest of a cleric", "water shortages", "a disputed election"];
}
