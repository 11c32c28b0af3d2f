using AiopsTwin.Engine.Diagnosis.Traces;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class RequestWindowTests
{
    [Fact]
    public void Include_TwoHalves_EqualTheWhole()
    {
        var requests = new Requests();
        for (var second = 0; second < 600; second++)
        {
            requests.Add(second, gapMs: second % 7);
        }

        var visits = requests.Visits().ToList();
        var (whole, first, second2) = (Window(visits), Window(visits.Take(700)), Window(visits.Skip(700)));

        first.Include(second2);

        Assert.Equal(whole.Visits, first.Visits);
        foreach (var (key, edge) in whole.Edges)
        {
            Assert.Equal(edge.Requests, first.Edges[key].Requests);
            Assert.Equal(edge.GapSeconds.Sorted(), first.Edges[key].GapSeconds.Sorted());
        }

        foreach (var (key, operation) in whole.Operations)
        {
            Assert.Equal(
                operation.Events.OrderBy(pair => pair.Key), first.Operations[key].Events.OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public void Add_BeyondTheLimits_CountsWhatWasDropped()
    {
        var requests = new Requests();
        requests.Add(0);

        var window = Window(requests.Visits(), TraceLimits.Default with { MaxOperations = 1 });

        Assert.Single(window.Operations);
        Assert.True(window.Dropped > 0);
    }

    private static RequestWindow Window(IEnumerable<Visit> visits, TraceLimits? limits = null)
    {
        var window = new RequestWindow(limits ?? TraceLimits.Default);
        foreach (var visit in visits)
        {
            window.Add(visit);
        }

        return window;
    }
}
