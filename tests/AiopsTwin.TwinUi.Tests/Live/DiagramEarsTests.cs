using AiopsTwin.TwinUi.Live;
using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Tests.Live;

/// <summary>Tests of <see cref="DiagramEars"/>.</summary>
public sealed class DiagramEarsTests
{
    private readonly List<string> _heard = [];

    [Fact]
    public async Task Ears_AnyWord_PassItOn()
    {
        var ears = new DiagramEars(
            Hear("selected"), Hear("focused"), view => Hear("rest")(view.Text),
            places => Hear("placed")(string.Join(',', places.Corners.Keys)));

        await ears.Select("service:web");
        await ears.Focus("service:db");
        await ears.Rest(10, 20, 500);
        await ears.Place(new Dictionary<string, double[]> { ["service:web"] = [10, 20], ["service:db"] = [1] });

        Assert.Equal(
            [
                "selected service:web", "focused service:db", $"rest 10,20,{SceneView.MostZoom}", "placed service:web",
            ],
            _heard);
    }

    private Func<string, Task> Hear(string what) => text =>
    {
        _heard.Add($"{what} {text}");
        return Task.CompletedTask;
    };
}
