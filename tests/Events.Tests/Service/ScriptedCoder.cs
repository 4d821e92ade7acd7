using System.Collections.Concurrent;
using Google.Protobuf;
using Sitrep.Events.Coding;
using Sitrep.Events.V1;

namespace Sitrep.Events.Tests.Service;

/// <summary>
/// A coder whose texts are what it shall say: a CodeTextResponse as JSON. Tests of the store then hold the events that they mean, whatever the
/// real coder learns to read.
/// </summary>
internal sealed class ScriptedCoder(string version = "scripted-1") : ITextCoder
{
    private int _calls;

    /// <summary>How many texts were coded, cached answers left out.</summary>
    public int Calls => _calls;

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<(TextToCode Input, DateOnly? Day)> Asked { get; } = new();

    /// <summary>Awaited before each answer.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public string Version => version;

    public async Task<CodeTextResponse> CodeAsync(TextToCode input, DateOnly? day, string gazetteerVersion, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        Asked.Enqueue((input, day));
        await Before();
        var response = input.Text.StartsWith('{') ? JsonParser.Default.Parse<CodeTextResponse>(input.Text) : new CodeTextResponse();
        response.CoderVersion = version;
        return response;
    }

    /// <summary>A text that is coded as these events.</summary>
    public static string Text(params IEnumerable<Event> events) => JsonFormatter.Default.Format(new CodeTextResponse { Events = { events } });
}
