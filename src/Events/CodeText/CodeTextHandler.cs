using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Sitrep.Events.Coding;
using Sitrep.Events.V1;
using Sitrep.Geo.V1;
using Sitrep.ServiceDefaults.Errors;

namespace Sitrep.Events.CodeText;

/// <summary>Codes a text without storing anything.</summary>
internal sealed class CodeTextHandler(TextCoding coding)
{
    private const string VersionField = "coder_version", GazetteerField = "gazetteer_version";

    public async Task<CodeTextResponse> HandleAsync(CodeTextRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        if (request.LanguageCode.Length > 0 && !TextRules.IsEnglish(request.LanguageCode))
        {
            throw new SitrepException(
                StatusCode.FailedPrecondition,
                EventsReasons.LanguageNotCoded,
                $"Only English is coded, not {request.LanguageCode}.",
                new Dictionary<string, string> { ["languageCode"] = request.LanguageCode });
        }

        var input = new TextToCode(request.Text, request.Title, request.PublishTime, request.TimeZone, request.Context ?? new Context());
        var (coded, _) = await coding.CodeAsync(input, cancellationToken);
        return Only(coded, request.Parts);
    }

    private static void Check(CodeTextRequest request)
    {
        var violations = new Violations();
        violations.CheckText(request.Text, "text", TextRules.MaxTextBytes, required: true);
        violations.CheckText(request.Title, "title", TextRules.MaxTitleBytes, required: false);
        TextRules.CheckPublishTime(request.PublishTime, "publish_time", violations);
        TextRules.CheckTimeZone(request.TimeZone, "time_zone", violations);
        TextRules.CheckLanguage(request.LanguageCode, "language_code", violations);
        TextRules.CheckContext(request.Context, "context", violations);
        for (var i = 0; i < (request.Parts?.Paths.Count ?? 0); i++)
        {
            var path = request.Parts!.Paths[i];
            violations.Require(
                CodeTextResponse.Descriptor.FindFieldByName(path) is not null, $"parts.paths[{i}]", "UNKNOWN_FIELD", "Must name a field of CodeTextResponse.");
        }

        violations.ThrowIfAny();
    }

    /// <summary>The parts that are asked for; versions are always said.</summary>
    private static CodeTextResponse Only(CodeTextResponse coded, FieldMask? parts)
    {
        if (parts is null || parts.Paths.Count == 0)
        {
            return coded;
        }

        foreach (var field in CodeTextResponse.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.Name is not (VersionField or GazetteerField) && !parts.Paths.Contains(field.Name))
            {
                field.Accessor.Clear(coded);
            }
        }

        return coded;
    }
}
