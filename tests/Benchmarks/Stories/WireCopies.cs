using System.Text;

namespace Sitrep.Benchmarks.Stories;

/// <summary>One text of the benchmark.</summary>
/// <param name="Original">Index of the text it was made from.</param>
/// <param name="Text">Rewritten, or as it was.</param>
/// <param name="Operator">How it was rewritten.</param>
internal sealed record WireCopy(int Original, string Text, string Operator);

/// <summary>Rewrites texts as papers rewrite wire copy: cut short, another headline, paragraphs in another order, words replaced, a site's own lines added.</summary>
internal static class WireCopies
{
    private const double Copied = 0.7;
    private const int CopiesEach = 2;

    private static readonly string[] Lines =
    [
        "Copyright 2024 The Example Wire. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
        "Reporting by our correspondents in the region; Editing by the foreign desk",
        "Sign up for our newsletter to get the day's top stories delivered to your inbox every morning.",
        "Follow us on social media for the latest updates and breaking news from around the world.",
        "Read more: The five things you need to know about the conflict and how it has unfolded so far.",
        "This article was originally published by our partner agency and has been edited for length and style.",
        "Advertisement. Story continues below. Download our mobile application for more coverage like this.",
        "The views expressed in this article are those of the author and do not necessarily reflect the position of this newspaper.",
    ];

    private static readonly string[] Headlines =
    [
        "BREAKING: latest developments from the scene", "What we know so far", "Officials confirm new details as tension grows", "World news in brief: update",
        "Residents tell of fear and confusion",
    ];

    /// <summary>Every text, and two copies of seven in ten, in random order; the same for a seed.</summary>
    /// <param name="texts">What is copied.</param>
    /// <param name="seed">Of the random choices.</param>
    /// <param name="twice">Whether half of the copies are rewritten a second time.</param>
    public static IReadOnlyList<WireCopy> Make(IReadOnlyList<string> texts, int seed, bool twice)
    {
        var random = new Random(seed);
        var words = texts.SelectMany(text => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var copies = new List<WireCopy>();
        for (var i = 0; i < texts.Count; i++)
        {
            copies.Add(new WireCopy(i, texts[i], "original"));
            if (random.NextDouble() > Copied)
                continue;
            for (var k = 0; k < CopiesEach; k++)
            {
                var (text, how) = Rewrite(texts[i], random, words);
                if (twice && random.Next(2) == 0)
                {
                    (text, var again) = Rewrite(text, random, words);
                    how += "+" + again;
                }
                copies.Add(new WireCopy(i, text, how));
            }
        }
        var order = copies.ToArray();
        random.Shuffle(order);
        return order;
    }

    private static (string Text, string How) Rewrite(string text, Random random, string[] words)
    {
        switch (random.Next(5))
        {
            case 0:
                var kept = text.Split(' ');
                return (string.Join(' ', kept.Take(Math.Max(20, (int)(kept.Length * (0.3 + (0.5 * random.NextDouble())))))), "cut");
            case 1:
                return (Headlines[random.Next(Headlines.Length)] + "\n\n" + text, "headline");
            case 2:
                var paragraphs = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
                random.Shuffle(paragraphs);
                return (string.Join("\n\n", paragraphs), "shuffled");
            case 3:
                var rate = 0.1 + (0.2 * random.NextDouble());
                var rewritten = new StringBuilder();
                foreach (var word in text.Split(' '))
                    rewritten.Append(random.NextDouble() < rate ? words[random.Next(words.Length)] : word).Append(' ');
                return (rewritten.ToString(), "words");
            default:
                for (var lines = random.Next(1, 4); lines > 0; lines--)
                    text = random.Next(2) == 0 ? text + "\n\n" + Lines[random.Next(Lines.Length)] : Lines[random.Next(Lines.Length)] + "\n\n" + text;
                return (text, "lines");
        }
    }
}
