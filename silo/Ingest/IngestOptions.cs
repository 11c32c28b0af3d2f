using System.ComponentModel.DataAnnotations;
using AiopsTwin.Contracts;

namespace AiopsTwin.Silo.Ingest;

/// <summary>Limits of telemetry coming in.</summary>
public sealed class IngestOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Ingest";

    /// <summary>Largest compressed body, bytes; a larger one is answered with 413.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxCompressedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Largest body after decompression, bytes, checked against the declared length before any memory is
    /// taken. A larger one is answered with 413.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxDecompressedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Most labels of one series; a series with more is skipped and counted.</summary>
    [Range(4, 512)]
    public int MaxLabels { get; set; } = 64;

    /// <summary>Longest label name or value, bytes; a series with a longer one is skipped and counted.</summary>
    [Range(64, 65536)]
    public int MaxLabelBytes { get; set; } = 2048;

    /// <summary>Most series remembered per twin; beyond it new ones are skipped and counted.</summary>
    [Range(100, 10_000_000)]
    public int MaxSeries { get; set; } = 200_000;

    /// <summary>Most entities that telemetry alone may add to a twin's topology; the rest is skipped and
    /// counted.</summary>
    [Range(0, 100_000)]
    public int MaxDiscoveredEntities { get; set; } = 2000;

    /// <summary>Most twins that this process feeds from remote write; a request for one more is refused.</summary>
    [Range(1, 10_000)]
    public int MaxTwins { get; set; } = 64;

    /// <summary>Most series per entity that are kept under their own name, beside those the twin knows.</summary>
    [Range(0, 512)]
    public int ExtraSeriesPerEntity { get; set; } = 32;

    /// <summary>Beginnings of metric names that are not kept under their own name, separated by commas: what an
    /// exporter says of itself, and raw numbers of hosts of which the telling ones are translated.</summary>
    public string IgnoredPrefixes { get; set; } = "go_,process_,promhttp_,scrape_,node_,prometheus_,net_conntrack_";

    /// <summary>Names of histograms that time the requests an entity answers, separated by commas, the most telling
    /// first: rate, duration and share of errors of requests are made of the first one that an entity sends. Other
    /// histograms of times are kept under their own name.</summary>
    public string RequestHistograms { get; set; } =
        "http_server_request_duration_seconds,http_server_requests_seconds,http_request_duration_seconds,"
        + "grpc_server_handling_seconds,rpc_server_duration_milliseconds,http_server_duration_milliseconds,"
        + "istio_request_duration_milliseconds,traefik_service_request_duration_seconds,"
        + "nginx_ingress_controller_request_duration_seconds,caddy_http_request_duration_seconds,"
        + "envoy_http_downstream_rq_time,apiserver_request_duration_seconds,request_duration_seconds";

    /// <summary>Most buckets of one label set of a histogram; more are skipped and counted.</summary>
    [Range(2, 1000)]
    public int MaxBuckets { get; set; } = 100;

    /// <summary>Requests worked on at the same time.</summary>
    [Range(1, 256)]
    public int MaxConcurrent { get; set; } = 4;

    /// <summary>Requests that may wait for their turn; beyond it the answer is 503 with Retry-After.</summary>
    [Range(0, 10_000)]
    public int QueueLimit { get; set; } = 64;

    /// <summary>How long a request may wait for its turn before the answer is 503 with Retry-After.</summary>
    [DurationRange("00:00:00.1", "00:05:00")]
    public TimeSpan QueueWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How far ahead of the clock a sample may be stamped; one further ahead is skipped and counted.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromMinutes(5);
}
