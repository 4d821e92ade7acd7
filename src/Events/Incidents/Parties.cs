using Sitrep.Events.V1;

namespace Sitrep.Events.Incidents;

/// <summary>Who fights in an incident: whose numbers are an interest and not only knowledge.</summary>
internal sealed class Parties
{
    private static readonly HashSet<string> Armed = ["MIL", "REB", "COP", "SPY", "UAF", "PAR"];

    private readonly HashSet<string> _actors = new(StringComparer.Ordinal);
    private readonly HashSet<(string Country, string Sector)> _forces = [];

    private Parties()
    {
    }

    /// <summary>The parties that any account names.</summary>
    public static Parties Of(IReadOnlyList<Account> accounts)
    {
        var parties = new Parties();
        foreach (var participant in accounts.SelectMany(a => a.Event.Participants))
        {
            var acts = participant.Role is Participant.Types.Role.Actor or Participant.Types.Role.ActorOrganization;
            var isHit = participant.Role is Participant.Types.Role.Recipient or Participant.Types.Role.Victim;
            if (!acts && !isHit)
            {
                continue;
            }

            foreach (var actor in new[] { participant.Actor, participant.OrganizationActor })
            {
                // A civilian who is hit is no party; who acts is one, armed or not.
                if (actor.Length > 0 && (acts || participant.Sectors.Any(Armed.Contains)))
                {
                    parties._actors.Add(actor);
                }
            }

            foreach (var sector in participant.Sectors.Where(s => Armed.Contains(s)))
            {
                parties._forces.Add((participant.CountryCode, sector));
            }
        }

        return parties;
    }

    /// <summary>Whether who gives a number is one of them.</summary>
    public bool Include(ClaimedNumber number) =>
        number.Party is { } claimant
        && (_actors.Contains(claimant.Actor) || _actors.Contains(claimant.OrganizationActor)
            || (claimant.CountryCode.Length > 0 && claimant.Sectors.Any(sector => _forces.Contains((claimant.CountryCode, sector)))));
}
