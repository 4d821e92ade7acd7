using Microsoft.AspNetCore.Builder;
using Sitrep.AppHost;
using Sitrep.LocalHosting.TestApp;
using Sitrep.ServiceDefaults;

// One program, two parts: without arguments it is a service, as LocalHosting starts services; else an AppHost of two such services.
if (args.Length > 0)
{
    var application = DistributedApplication.CreateBuilder(args);
    var first = application.AddProject<TestService>("first").WithHttpEndpoint().WithGrpcHealthCheck();
    application.AddProject<TestService>("second").WithHttpEndpoint().WithReference(first).WaitFor(first).WithGrpcHealthCheck();
    application.Build().Run();
    return;
}

var builder = WebApplication.CreateBuilder();
var behaviour = builder.Configuration["BEHAVIOUR"];
if (behaviour == "fails") Environment.Exit(7);
if (behaviour == "deaf") builder.Configuration["LOCALHOSTING"] = "0";
builder.AddServiceDefaults("test");

var service = builder.Build();
service.MapServiceDefaults();
service.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"up with {builder.Configuration["services:first:http:0"] ?? "nothing"}"));
service.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("stops in order"));
service.Run();
