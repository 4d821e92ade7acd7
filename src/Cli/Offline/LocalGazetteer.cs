using Sitrep.Cli.Lines;
using Sitrep.Gazetteer;
using Sitrep.Gazetteer.Resolution;

namespace Sitrep.Cli.Offline;

/// <summary>An index of places on this machine, opened.</summary>
internal sealed record LocalGazetteer(GazetteerIndex Index, IToponymResolver Resolver)
{
    /// <param name="file">An index; null for the one that comes with the tool.</param>
    /// <exception cref="CliException">There is none, or it is damaged.</exception>
    public static LocalGazetteer Open(string? file)
    {
        try
        {
            var index = file is null ? DefaultGazetteer.Open() : GazetteerIndex.Open(file);
            return new LocalGazetteer(index, new ToponymResolver(index));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or GazetteerFormatException)
        {
            throw CliException.Failed($"cannot open the gazetteer {file ?? DefaultGazetteer.Path}: {InputFile.Why(exception)}", exception);
        }
    }
}
