using System.Text.RegularExpressions;
using Sitrep.Language;

namespace Sitrep.Wire.Credits;

/// <summary>
/// Finds credit lines ("With Reuters", "Reporting by ...", "(AFP)" at the end) and the other lines of a report that are no account of anything: copyright, contacts,
/// invitations to subscribe. Looks at the first and the last lines; in between only at lines that begin as such lines do.
/// </summary>
public static partial class CreditReader
{
    private const int MatchTimeoutMs = 10_000;

    /// <summary>Lines at the head and at the foot where bylines and credits stand.</summary>
    private const int HeadLines = 3, FootLines = 8;

    /// <summary>A longer line is a paragraph of the text.</summary>
    private const int MaxLineLength = 400;

    /// <summary>Credits, and the spans of lines that are boilerplate, both in text order.</summary>
    /// <param name="text">Any string.</param>
    /// <param name="from">Where to begin: behind the dateline.</param>
    public static (IReadOnlyList<Credit> Credits, IReadOnlyList<TextSpan> Boilerplate) Read(string text, int from)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = Lines(text, from);
        var (credits, boilerplate) = (new List<Credit>(), new List<TextSpan>());
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var atEdge = i < HeadLines || i >= lines.Count - FootLines;
            if (line.Length > MaxLineLength)
            {
                // The last words of a paragraph may be its credit: "... he said. (AFP)".
                if (i >= lines.Count - FootLines)
                {
                    AddTail(text, line, credits, boilerplate);
                }

                continue;
            }

            var words = line.Of(text);
            if (Invitation().IsMatch(words) || (atEdge && (Legal().IsMatch(words) || Contact().IsMatch(words))))
            {
                AddNames(words, line.Start, Owner(), credits);
                AddNames(words, line.Start, CreditLine(), credits);
                boilerplate.Add(line);
            }
            else if (atEdge && CreditLine().IsMatch(words))
            {
                AddNames(words, line.Start, CreditLine(), credits);
                boilerplate.Add(line);
            }
            else if (i >= lines.Count - FootLines)
            {
                AddTail(text, line, credits, boilerplate);
            }
        }

        return (credits, boilerplate);
    }

    private static void AddTail(string text, TextSpan line, List<Credit> credits, List<TextSpan> boilerplate)
    {
        var start = Math.Max(line.Start, line.End - MaxTail);
        var tail = Tail().Match(text[start..line.End]);
        if (tail.Success)
        {
            var span = new TextSpan(start + tail.Index, line.End);
            if (tail.Groups["names"] is { Success: true } names)
            {
                AddName(text[span.Start..span.End], span.Start, names.Index - tail.Index, names.Length, credits);
            }

            boilerplate.Add(span);
        }
    }

    private const int MaxTail = 60;

    private static void AddNames(string line, int start, Regex pattern, List<Credit> credits)
    {
        foreach (Match match in pattern.Matches(line))
        {
            foreach (Capture names in match.Groups["names"].Captures)
            {
                AddName(line, start, names.Index, names.Length, credits);
            }
        }
    }

    /// <summary>"AFP, AP and Reuters" are three.</summary>
    private static void AddName(string line, int lineStart, int at, int length, List<Credit> credits)
    {
        var names = line.Substring(at, length);
        var from = 0;
        foreach (Match separator in Separator().Matches(names))
        {
            Add(from, separator.Index);
            from = separator.Index + separator.Length;
        }

        Add(from, names.Length);

        void Add(int start, int end)
        {
            var trimmed = names[start..end].Trim(' ', '.', '(', ')', '\u00A0', '-', '–', '—');
            if (trimmed.Length is < 2 or > 60)
            {
                return;
            }

            var index = lineStart + at + names.IndexOf(trimmed, start, StringComparison.Ordinal);
            credits.Add(new Credit(trimmed, new TextSpan(index, index + trimmed.Length)));
        }
    }

    private static List<TextSpan> Lines(string text, int from)
    {
        var lines = new List<TextSpan>();
        while (from < text.Length)
        {
            var end = text.IndexOf('\n', from);
            end = end < 0 ? text.Length : end;
            var (first, last) = (from, end);
            while (first < last && char.IsWhiteSpace(text[first]))
            {
                first++;
            }

            while (last > first && char.IsWhiteSpace(text[last - 1]))
            {
                last--;
            }

            if (last > first)
            {
                lines.Add(new TextSpan(first, last));
            }

            from = end + 1;
        }

        return lines;
    }

    // A line that is nothing but a credit.
    [GeneratedRegex(
        """
        ^[(\[*_—–-]{0,3}\s*(?:
          (?:with|mit|avec|con|com)\s(?:(?:additional|further|some)\s)?(?:reporting\s(?:from|by)\s|inputs?\s(?:from|of)\s|agency\sinputs?|agencies|files?\s(?:from|of)\s|material\s(?:from|of)\s|contributions?\s(?:from|by)\s|información\sde\s|informations?\sde\s|informações\sd[aeo]\s)?(?<names>(?-i:\p{Lu})[^.;:!?]{1,80})?
          |(?:additional\s|further\s)?(?:reporting|writing|editing|compiled|text|photos?|photographs?|edited|written|translated)\sby\s(?:the\s)?(?<names>[^;]{2,120})(?:;\s*(?:additional\s)?(?:reporting|writing|editing|compiled|edited|written)\sby\s(?<names>[^;]{2,120}))*
          |by\s(?-i:\p{Lu})[\p{L}.'’-]{0,25}(?:\s(?-i:\p{Lu})[\p{L}.'’-]{0,25}){1,3}(?:,|\s\||/|\sof|\sfor)\s?(?:the\s)?(?<names>(?-i:\p{Lu})[^.]{1,60})
          |(?:by\s)?(?<names>(?:the\s)?(?:associated\spress|reuters|agence\sfrance-?\s?presse|afp|xinhua|tass|upi|dpa|efe|ansa|ap))
          |(?:the\s)?(?<names>(?-i:\p{Lu})[\p{L}.'’ ,&-]{1,60}?)\scontributed\sto\sthis\s(?:report|story|article)
          |(?:source|sources|quelle|fuente|fonte|source\slink|courtesy|credit|via)\s?:\s?(?<names>(?-i:\p{Lu})[^.;:!?]{1,60})
          |(?:[—–]|--)\s?(?<names>(?-i:\p{Lu})[\p{L}\d. /&-]{1,40})
          |(?-i:(?<names>[A-Z]{2,8}/[A-Z]{2,8}))
          |(?:this|the)\s(?:article|story|report|piece)\s(?:(?:was|has\sbeen|is)\s)?(?:(?:originally|first|also)\s)?(?:published|republished|appeared|produced|written|provided|reproduced)\s(?:by|in|on|from|at|courtesy\sof|with\spermission\sof)\s(?:the\s)?(?<names>(?-i:\p{Lu})[^.;:!?]{1,60}).{0,160}
        )[)\]*_.\s]{0,4}$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        MatchTimeoutMs)]
    private static partial Regex CreditLine();

    // "... he said. (AFP)", "... he added. -- Reuters", "... on Sunday. /Xinhua/".
    [GeneratedRegex(
        """(?<=[.!?]["”’']?)\s*(?:\((?:with\s)?(?<names>\p{Lu}[\p{L}\d/&. ,-]{1,40})\)|(?:--|—|–)\s?(?<names>\p{Lu}[\p{L}\d/& ]{1,30})|/(?<names>\p{Lu}[\p{L}\d ]{1,20})/|\((?:END|end|ends|MORE|more)\)|-\s?30\s?-|\bENDS?\b)\.?\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        MatchTimeoutMs)]
    private static partial Regex Tail();

    [GeneratedRegex(
        """(?:©|\(c\)|copyright)\s*(?:\d{4}(?:[-–]\d{2,4})?)?,?\s*(?:by\s)?(?:the\s)?(?<names>(?-i:\p{Lu})[\p{L}\d&' -]{1,50}?)(?=\s*(?:[.,|;]|\d{4}|all\srights|$))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        MatchTimeoutMs)]
    private static partial Regex Owner();

    // What may stand anywhere between paragraphs.
    [GeneratedRegex(
        """
        ^[\s>*•|\[(-]{0,4}(?:
          read\s(?:more|also|next|full)\b|also\sread\b|see\salso\b|related\s?(?:stories|articles|news|coverage|topics|links|content|:)|more\s(?:on\sthis|from|stories|news)\b.{0,60}$|recommended\s(?:for\syou|stories)
          |advertisement\b|sponsored\b|story\scontinues\sbelow|continue\sreading|article\scontinues|skip\s(?:ad|advert)|scroll\sto\scontinue
          |(?:sign\sup|subscribe|register)\s(?:to|for|now|here|today)\b|get\s(?:the|our|your)\s.{0,60}(?:newsletter|inbox|app\b|alerts)|.{0,60}\bnewsletter(?:s)?\b.{0,80}$
          |follow\sus\b|follow\s@|like\sus\son|join\s(?:us|our)\s.{0,40}(?:channel|group|telegram|whatsapp|facebook)|share\sthis\b|tweet\b.{0,20}$|download\s(?:the|our)\b.{0,60}\bapp|click\shere\b|tap\shere\b|watch\s?(?:live)?:|listen\s?(?:live|to\sthis|:)
          |(?:file\s)?(?:photo|image|picture|photograph|video|graphic|illustration|caption)s?\s?(?:[:|]|by\b|courtesy|credit)|=?\s?\(picture\)\s?=?$
        )
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        MatchTimeoutMs)]
    private static partial Regex Invitation();

    [GeneratedRegex(
        """
        ^\s*(?:©|\(c\)|copyright\b)|all\srights\sreserved|(?:may|can)\s?not\sbe\s(?:published|reproduced|broadcast|rewritten|redistributed|copied|used)|without\s(?:the\s)?(?:prior\s)?(?:written\s)?(?:permission|consent)
        |our\sstandards:|trust\sprinciples|terms\s(?:of|and)\s(?:use|service|conditions)\b.{0,80}$|privacy\spolicy|cookie
        |views?\s(?:and\sopinions?\s)?expressed\s(?:in|by|here|are)|(?:has|have)\snot\sbeen\sedited\sby|auto-?generated\sfrom\sa\ssyndicated\sfeed|syndicated\sfeed|edited\sfor\s(?:length|style|clarity)
        |^\s*(?:published|updated|last\supdated|posted|first\spublished)\s?(?:on|at|:)?\s.{0,60}$|^\s*(?:\d{1,2}\smin(?:ute)?s?\sread)\s*$|^\s*(?:\((?:end|more)\)|ends?|-\s?30\s?-|\#{3}|\*{3,})\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        MatchTimeoutMs)]
    private static partial Regex Legal();

    [GeneratedRegex(
        """
        ^\s*(?:for\s(?:more|further)\s(?:information|details|inquiries|enquiries)\b|(?:media|press)\s(?:contacts?|enquiries|inquiries|office)\b|contacts?\s?:|about\sus\b|notes?\sto\seditors?|e-?mail\s?:|tel(?:ephone)?\s?[:.]|phone\s?:|fax\s?:|twitter\s?:|website\s?:)
        |^[^.!?]{0,60}[\w.+-]+@[\w-]+\.[\w.]+[^.!?]{0,60}$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        MatchTimeoutMs)]
    private static partial Regex Contact();

    [GeneratedRegex(@"\s?[,;&/|]\s?|\s(?:and|und|et|y|e)\s|\sin\s.*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeoutMs)]
    private static partial Regex Separator();
}
