using AiopsTwin.Engine.Diagnosis.Objects;

namespace AiopsTwin.Engine.Tests.Diagnosis.Objects;

public sealed class ObjectDiagnosisTests
{
    private readonly List<DeclaredObject> _objects = [];

    [Fact]
    public void Rank_DisturbanceWithoutAnAlert_ComesBeforeAllThatFails()
    {
        Service("web", 2);
        Service("shop", 1);
        Service("till", 1);
        _objects.Add(new DeclaredObject("chaos", ObjectRole.Disturbance, "", ["till"], 0, false, false));

        var ranked = ObjectDiagnosis.Rank(Case());

        Assert.Equal(["chaos"], ranked.Where(suspect => suspect.Rank == 1).Select(suspect => suspect.Id));
    }

    [Fact]
    public void Rank_ServicesAlone_TheDeepestFailingOneIsFirst()
    {
        Service("web", 2);
        Service("shop", 1);
        Service("till", 1);

        Assert.Equal("till-service", ObjectDiagnosis.Rank(Case())[0].Id);
    }

    [Fact]
    public void Spread_DisturbanceOfACallee_ClimbsToTheCallers()
    {
        Service("web", 2);
        Service("shop", 1);
        Service("till", 1);
        _objects.Add(new DeclaredObject("till-pod", ObjectRole.Copy, "till", [], 0, false, false));
        _objects.Add(new DeclaredObject("chaos", ObjectRole.Disturbance, "", ["till"], 0, false, false));

        var spread = ObjectDiagnosis.Spread(Case());

        Assert.Equal(
            [
                new("chaos", "till-pod"), new("shop-service", "web-service"), new("till-pod", "till-service"),
                new ObjectSpread("till-service", "shop-service"),
            ],
            spread);
    }

    [Fact]
    public void Spread_CalleeThatIsNotAskedAnyMore_IsStarvedByItsCaller()
    {
        Service("web", 2);
        Service("shop", 1);
        _objects.Add(new DeclaredObject("till-service", ObjectRole.Service, "till", [], 0, true, false));
        _objects.Add(new DeclaredObject("config", ObjectRole.Setting, "", [], 0, false, false));

        var spread = ObjectDiagnosis.Spread(Case());

        Assert.Contains(new ObjectSpread("config", "shop-service"), spread);
        Assert.Contains(new ObjectSpread("shop-service", "till-service"), spread);
    }

    [Fact]
    public void Rank_AnyOrder_IsTheSame()
    {
        Service("web", 2);
        Service("shop", 1);
        Service("till", 0);
        var source = Case();

        var reversed = new ObjectCase([.. source.Objects.Reverse()], [.. source.Calls.Reverse()]);

        Assert.Equal(ObjectDiagnosis.Rank(source), ObjectDiagnosis.Rank(reversed));
        Assert.Equal(ObjectDiagnosis.Spread(source), ObjectDiagnosis.Spread(reversed));
    }

    [Fact]
    public void Spread_NoObjects_IsNone() => Assert.Empty(ObjectDiagnosis.Spread(Case()));

    private void Service(string name, int failures) =>
        _objects.Add(new DeclaredObject(name + "-service", ObjectRole.Service, name, [], failures, false, false));

    private ObjectCase Case() =>
        new([.. _objects], [new ComponentCall("web", "shop"), new ComponentCall("shop", "till")]);
}
