using AiopsTwin.Silo.Ingest;
using AiopsTwin.Silo.Ingest.RemoteWrite;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Ingest;

public sealed class EntityResolverTests
{
    [Theory]
    [InlineData("node_load1", "instance=DB-1:9100|job=anything", "host:db-1", null, null)]
    [InlineData("up", "instance=db-1.example.org:9100|job=node-exporter", "host:db-1.example.org", null, null)]
    [InlineData("node_load1", "instance=10.0.0.1:9100|job=node|nodename=db-1", "host:db-1", null, null)]
    [InlineData("up", "instance=[fe80::1]:9100|job=node", "host:fe80::1", null, null)]
    [InlineData("up", "instance=10.0.0.7:8080|job=shop", "instance:shop@10.0.0.7:8080",
        "service:shop", "host:10.0.0.7")]
    [InlineData("http_requests", "instance=10.0.0.7:8080|job=scrape|service=cart|namespace=shop|pod=cart-1|node=n1",
        "instance:shop/cart@cart-1", "service:shop/cart", "host:n1")]
    [InlineData("orders", "job=batch", "service:batch", null, null)]
    [InlineData("orders", "twin_entity=queue:orders|job=batch", "queue:orders", null, null)]
    public void Resolve_Labels_NameTheEntity(string name, string labels, string entity, string? service, string? host)
    {
        var resolved = EntityResolver.Resolve(Labels(name, labels.Split('|')));

        Assert.NotNull(resolved);
        Assert.Equal(entity, resolved.Entity.Text);
        Assert.Equal(service, resolved.Service?.Text);
        Assert.Equal(host, resolved.Host?.Text);
    }

    [Theory]
    [InlineData("node_load1", "cluster=a")]
    [InlineData("orders", "twin_entity=nonsense")]
    [InlineData("orders", "cluster=a")]
    public void Resolve_LabelsThatNameNothing_GivesNothing(string name, string labels)
    {
        var resolved = EntityResolver.Resolve(Labels(name, labels.Split('|')));

        Assert.Null(resolved);
    }

    private static SeriesLabels Labels(string name, string[] labels)
    {
        var series = new WriteRequest().Series(name, labels).ToArray().AsSpan();
        // Behind the tag and the length of the series, which is short.
        var length = series[1] < 0x80 ? 2 : 3;
        return SeriesLabels.Read(series[length..], new IngestOptions())!;
    }
}
